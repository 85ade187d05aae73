# The tool with the Swift toolchain that it asks, for checking a package's documentation:
#
#     docker build -t chapters .
#     docker run --rm -v "$PWD:/package" chapters check --keep-going README.md Sources
FROM swift:6.3-bookworm AS build
RUN apt-get update -qq \
  && apt-get install -y -qq --no-install-recommends \
    libcmark-gfm-dev libcmark-gfm-extensions-dev libcurl4-openssl-dev libpng-dev libssl-dev zlib1g-dev pkg-config \
  && rm -rf /var/lib/apt/lists/*
COPY . /chapters
WORKDIR /chapters
RUN Scripts/release /release && mkdir /tool && tar -xzf /release/chapters-[0-9]*.tar.gz -C /tool --strip-components 1

FROM swift:6.3-bookworm
COPY --from=build /tool/ /usr/local/
WORKDIR /package
ENTRYPOINT ["chapters"]
CMD ["--help"]
