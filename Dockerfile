FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY rules ./rules
COPY src ./src
# `tldops COMMAND` is the same inside, by `docker run` and by `docker exec`. Data is kept in the volume, which is where
# the default of data_dir leads; mount the settings at /app/tldops.yaml.
RUN printf '#!/bin/sh\nexec node --max-semi-space-size=8 /app/src/main.ts "$@"\n' > /usr/local/bin/tldops \
  && chmod 755 /usr/local/bin/tldops \
  && install -d -o node -g node /data /app/node_modules/.cache \
  && ln -s /data /app/data
USER node
VOLUME /data
EXPOSE 2525 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tldops"]
CMD ["serve"]
