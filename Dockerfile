# The server in an image: the dashboard, the binary, a redis-server.
FROM node:22-bookworm-slim AS ui
WORKDIR /src/web/ui
COPY web/ui/package.json web/ui/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web/ui ./
RUN npm run build

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=ui /src/web/ui/dist web/ui/dist
RUN CGO_ENABLED=0 go build -trimpath -o /fifteen ./cmd/fifteen

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends redis-server ca-certificates tzdata && rm -rf /var/lib/apt/lists/*
RUN useradd --system --home /data fifteen && install -d -o fifteen /data
USER fifteen
COPY --from=build /fifteen /usr/local/bin/fifteen
VOLUME /data
EXPOSE 8015
ENTRYPOINT ["fifteen"]
CMD ["serve", "--listen", "0.0.0.0:8015", "--data", "/data"]
