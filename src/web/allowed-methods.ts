import type { Hono, MiddlewareHandler } from 'hono';

type Route = { readonly method: string; readonly path: string };

/** What no route takes is 405, signed in or not, with the methods that the path knows. @param app asked at each request: with all its routes */
export function onlyAllowedMethods(app: Pick<Hono, 'routes'>): MiddlewareHandler {
  return async (context, next) => {
    const { method, path } = context.req;
    if (method === 'GET' || method === 'HEAD') return next();
    const allowed = allowedMethods(app.routes, path);
    return allowed.includes(method)
      ? next()
      : context.text('405 Method Not Allowed\n', 405, { Allow: allowed.join(', ') });
  };
}

/** A page that there is not can be asked for, too: that is how one finds out. */
function allowedMethods(routes: readonly Route[], path: string): readonly string[] {
  const methods = new Set(routes.filter((route) => isPage(route) && leadsTo(route, path)).map((one) => one.method));
  const reads = methods.size === 0 || methods.has('GET');
  return [...(reads ? ['GET', 'HEAD'] : []), ...[...methods].filter((method) => method !== 'GET')];
}

/** Not what looks at every request on its way. */
function isPage({ method, path }: Route): boolean {
  return method !== 'ALL' && !path.includes('*');
}

function leadsTo({ path: pattern }: Route, path: string): boolean {
  const parts = path.split('/');
  const wanted = pattern.split('/');
  return (
    parts.length === wanted.length &&
    wanted.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]))
  );
}
