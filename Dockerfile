# Wirewatch for a machine with its own Postgres (and Redis): the bundled Node and the embedded Postgres stay out.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    WIREWATCH_HOST=0.0.0.0
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY src src
COPY workers workers
COPY config config
USER node
EXPOSE 8080
ENTRYPOINT ["node", "src/cli/wirewatch.js"]
CMD ["start"]
