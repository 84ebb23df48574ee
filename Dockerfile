# syntax=docker/dockerfile:1

# Builds on the machine's own architecture for the one asked for.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/S3Replicator \
      --configuration Release --arch "$TARGETARCH" --no-self-contained --output /app \
      -p:PublishDocumentationFiles=false -p:SatelliteResourceLanguages=en

# Chiseled: no shell, no package manager. InvariantGlobalization spares ICU.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
LABEL org.opencontainers.image.title="s3replicator" \
      org.opencontainers.image.description="S3 Replication that you run yourself" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /app /app

# Without diagnostics the runtime writes nothing, so the root file system can be read-only.
ENV DOTNET_EnableDiagnostics=0

# For --listen 0.0.0.0:8080. The worker itself needs no open port.
EXPOSE 8080

USER $APP_UID
ENTRYPOINT ["/app/s3replicator"]
CMD ["--help"]
