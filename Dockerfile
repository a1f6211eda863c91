# syntax=docker/dockerfile:1

# Everything is compiled where the compilers are …
FROM node:20-bookworm AS build
WORKDIR /app
ENV PUPPETEER_SKIP_DOWNLOAD=1
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run generate && npm run build && npm prune --omit=dev && rm -rf node_modules/@sparticuz

# … and runs where they are not. The browser that prints invoices is Debian's, so that it gets Debian's updates.
FROM node:20-bookworm-slim AS runtime
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium fonts-dejavu-core tini \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATABASE_URL=file:/app/var/countinghouse.db \
    PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/generated generated
COPY --from=build /app/bin bin
COPY --from=build /app/prisma prisma
COPY --from=build /app/views views
COPY --from=build /app/locales locales
COPY --from=build /app/docs docs
RUN ln -s /app/bin/countinghouse.mjs /usr/local/bin/countinghouse \
  && mkdir -p var && chown node:node var
USER node
VOLUME /app/var
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["sh", "-c", "countinghouse migrate && exec node dist/src/main.js"]
