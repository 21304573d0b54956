/** A browser as far as HTTP goes: keeps cookies, follows nothing by itself, and says where its forms come from. */
export type Visitor = {
  /** Of this host, `name=value; …`; empty without any. */
  cookies(): string;
  get(path: string, headers?: Record<string, string>): Promise<Seen>;
  /** A form from a page of the same host, unless the headers say otherwise. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Seen>;
};

export type Seen = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly location: string | null;
  /** Value of the first hidden field of that name. */
  hidden(name: string): string;
};

export function visitor(address: string, jar: Map<string, string> = new Map()): Visitor {
  const origin = `http://${address}`;
  const cookies = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  async function ask(path: string, init: RequestInit, headers: Record<string, string>): Promise<Seen> {
    const response = await fetch(`${origin}${path}`, {
      ...init,
      redirect: 'manual',
      headers: { ...(jar.size === 0 ? {} : { Cookie: cookies() }), ...headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (/max-age=0/iu.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get('location'),
      hidden: (name) => new RegExp(`name="${name}" value="([^"]*)"`, 'u').exec(text)?.[1] ?? '',
    };
  }

  return {
    cookies,
    get: (path, headers = {}) => ask(path, {}, headers),
    post: (path, fields, headers = { Origin: origin, 'Sec-Fetch-Site': 'same-origin' }) =>
      ask(path, { method: 'POST', body: new URLSearchParams(fields) }, headers),
  };
}
