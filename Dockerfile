# syntax=docker/dockerfile:1

# Native code is made by the platform that it is for; buildx emulates it where the machine is another.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble-aot AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/S3Replicator \
      --configuration Release --use-current-runtime --output /app \
      -p:PublishAot=true -p:PublishDocumentationFiles=false -p:DebugType=none -p:StripSymbols=true \
    && rm -f /app/*.dbg /app/*.pdb && mkdir /state

# Chiseled: no shell, no package manager, no .NET; the program is one file of native code.
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
LABEL org.opencontainers.image.title="s3replicator" \
      org.opencontainers.image.description="S3 Replication that you run yourself" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /app /app

# A volume that is mounted here for --state takes over the owner.
COPY --from=build --chown=$APP_UID:$APP_UID /state /state

# For --listen 0.0.0.0:8080. The worker itself needs no open port, and writes no file.
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD ["/app/s3replicator", "health", "http://127.0.0.1:8080/health/live"]

# SIGTERM finishes or releases what is in hand.
STOPSIGNAL SIGTERM
USER $APP_UID
ENTRYPOINT ["/app/s3replicator"]
CMD ["--help"]
