"""Configurations of web servers: nginx and Caddy."""

from __future__ import annotations

from site_builder.hosting.headers import (
    ATTACHMENT,
    FOR_EVER,
    HASHED,
    REVALIDATE,
    SINGLE,
    TYPES,
    single_name,
)
from site_builder.hosting.place import METHODS, Place, escape, heading, indent, suffixes_by_type


def nginx(place: Place) -> str:
    """Configuration of nginx 1.18 and later, a file to include in http {}: /etc/nginx/conf.d/guide.conf."""
    prefix = escape(place.prefix)
    folders = "|".join(folder.rstrip("/") for folder in HASHED)
    locales = "|".join(place.locales)
    lines = [
        *heading("nginx", place),
        "# Include it in http {}, for example as /etc/nginx/conf.d/guide.conf. For HTTPS add a certificate.",
        "",
        "# Headers stand in server {} alone: an add_header in a location would replace them all. A file with",
        "# a hash in its name is kept for ever, an error below the same path is not.",
        'map "$status:$uri" $guide_cache_control {',
        f'    default "{REVALIDATE}";',
        f'    "~^(200|206|304):{prefix}({folders})/" "{FOR_EVER}";',
        "}",
        "",
        "# The guide in one file is to be kept. It is opened from there.",
        "map $uri $guide_disposition {",
        '    default "";',
        f'    "~^{prefix}{SINGLE.pattern}$" "{ATTACHMENT["Content-Disposition"]}";',
        "}",
        "",
        "# The 404 page in the language of the address.",
        "map $uri $guide_missing {",
        f'    default "{place.prefix}404.html";',
        f'    "~^{prefix}(?<guide_locale>{locales})(/|$)" "{place.prefix}$guide_locale/404.html";',
        "}",
        "",
        "map $status $guide_allow {",
        '    default "";',
        f'    405 "{", ".join(METHODS)}";',
        "}",
        "",
        "server {",
        f"    listen {place.listen};",
        f"    server_name {place.name};",
        "    server_tokens off;",
        "    absolute_redirect off;  # behind a proxy, its scheme and port are not ours",
        "    index index.html;",
        "    autoindex off;",
        "    charset off;  # the types below say it",
        "    etag on;",
        "",
        "    types {",
        *(f'        "{type}" {suffix[1:]};' for suffix, type in TYPES.items()),
        "    }",
        "    default_type application/octet-stream;",
        "",
        "    # The build compressed the files already: page.html.gz and page.html.br lie beside page.html.",
        "    gzip off;",
        "    gzip_static on;",
        "    gzip_proxied any;  # to content delivery networks too, which say Via",
        "    gzip_vary on;",
        *_brotli(place),
        "",
        "    # A file is looked for once a second and not at every request: a quarter of the time. Each",
        "    # that is kept open counts for worker_rlimit_nofile.",
        "    open_file_cache max=200 inactive=60s;",
        "    open_file_cache_valid 1s;",
        "",
        *(f'    add_header {name} "{value}" always;' for name, value in place.headers.items()),
        "    add_header Cache-Control $guide_cache_control always;",
        "    add_header Content-Disposition $guide_disposition always;",
        "    add_header Allow $guide_allow always;  # nginx leaves out an empty one",
        "",
        f"    if ($request_method !~ ^({'|'.join(METHODS)})$) {{",
        "        return 405;",
        "    }",
        "    error_page 403 404 =404 $guide_missing;  # a folder without a page is not there",
        "",
        *_nginx_locations(place),
        "}",
    ]
    return "\n".join([*lines, ""])


def caddy(place: Place) -> str:
    """Configuration of Caddy 2.6 and later: a Caddyfile."""
    serving = [f"root * {place.folder}", "file_server {", "    precompressed br gzip", "    hide .*", "}"]
    kinds = [
        line
        for number, (type, suffixes) in enumerate(suffixes_by_type().items())
        for line in (
            f"@kind{number} path {' '.join(f'*{suffix}' for suffix in suffixes)}",
            f'header @kind{number} Content-Type "{type}"',
        )
    ]
    under = [
        *(f"redir {place.prefix[:-1]} {place.prefix} 301", f"handle_path {place.prefix}* {{"),
        *indent(1, serving),
        *("}", "error 404"),
    ]
    lines = [
        *heading("caddy", place),
        "(guide_headers) {",
        "    header {",
        *indent(2, (f'{name} "{value}"' for name, value in place.headers.items())),
        "        -Server",
        "    }",
        "}",
        "",
        f"{place.name} {{",
        "    route {",
        "        import guide_headers",
        f'        header Cache-Control "{REVALIDATE}"',
        f"        @hashed path {' '.join(f'{place.prefix}{folder}*' for folder in HASHED)}",
        f'        header @hashed Cache-Control "{FOR_EVER}"',
        f"        @single path {place.prefix}{single_name('*')}",
        *(f"        header @single {name} {value}" for name, value in ATTACHMENT.items()),
        *indent(2, kinds),
        f"        @refused not method {' '.join(METHODS)}",
        f'        header @refused Allow "{", ".join(METHODS)}"',
        f'        header @refused Cache-Control "{REVALIDATE}"',
        "        respond @refused 405",
        *indent(2, serving if place.prefix == "/" else under),
        "    }",
        "",
        "    # The 404 page in the language of the address. An error is not kept, whatever its path.",
        "    handle_errors {",
        "        import guide_headers",
        f'        header Cache-Control "{REVALIDATE}"',
        f'        header Content-Type "{TYPES[".html"]}"',
        "        @locale vars_regexp locale {http.request.orig_uri.path} "
        f"^{escape(place.prefix)}({'|'.join(place.locales)})(/|$)",
        "        handle @locale {",
        "            rewrite * /{re.locale.1}/404.html",
        *indent(3, serving),
        "        }",
        "        handle {",
        "            rewrite * /404.html",
        *indent(3, serving),
        "        }",
        "    }",
        "}",
    ]
    return "\n".join([*lines, ""])


def _brotli(place: Place) -> list[str]:
    if place.brotli:
        return ["    brotli_static on;"]
    return ["    # brotli_static on;  # with a module: libnginx-mod-http-brotli-static on Debian and Ubuntu"]


def _nginx_locations(place: Place) -> list[str]:
    hidden = ["    location ~ /\\. {", "        return 404;", "    }"]
    if place.prefix == "/":
        return [f"    root {place.folder};", "", *hidden]
    return [
        f"    location = {place.prefix[:-1]} {{",
        f"        return 301 {place.prefix};",
        "    }",
        f"    location {place.prefix} {{",
        f"        alias {place.folder.rstrip('/')}/;",
        "    }",
        "    location / {",
        "        return 404;",
        "    }",
        *hidden,
    ]
