// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Compose's
/** A Compose file with most of what they have. */
export const SHOP = `services:
  web:
    image: nginx:1.29
    ports:
      - "8080:80"
      - 127.0.0.1:8443:443/tcp
    depends_on:
      api:
        condition: service_healthy
    networks: [front, back]
    volumes:
      - static:/usr/share/nginx/html:ro
      - ./conf:/etc/nginx/conf.d
    restart: unless-stopped
  api:
    build:
      context: .
      args:
        VERSION: \${VERSION:-1.0}
    command: ["serve", "--port", "9000"]
    environment:
      LOG_LEVEL: \${LOG_LEVEL:-info}
      PRICE: $$5
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:9000/healthz"]
      interval: 30s
      timeout: 5s
      retries: 3
    deploy:
      replicas: 2
      resources:
        limits:
          cpus: "0.5"
          memory: 256M
    networks:
      back:
        aliases: [shop-api]
    secrets:
      - source: token
        target: api_token
    configs: [settings]
    depends_on: [db]
    logging:
      driver: json-file
      options:
        max-size: 10m
    cap_drop: [ALL]
    ulimits:
      nofile:
        soft: 1024
        hard: 4096
  db:
    image: postgres:17.2
    environment:
      - POSTGRES_DB=shop
    volumes:
      - type: volume
        source: data
        target: /var/lib/postgresql/data
    networks:
      - back
    stop_grace_period: 1m
    labels:
      tier: data
networks:
  front: {}
  back:
    driver: bridge
    internal: true
volumes:
  static:
  data:
    driver: local
secrets:
  token:
    external: true
configs:
  settings:
    external: true
`
