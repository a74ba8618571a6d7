"""The pages that the browser tests walk: one of each kind."""

MISSING = "/no-such-page/"
METRIC = "/metrics/biomedicine-industry-scale/"
PAGES = [
    "/",
    "/plans/",
    "/plans/cell-therapy-2022-2024/",
    "/targets/",
    "/metrics/",
    METRIC,
    "/districts/",
    "/districts/pudong/",
    "/parks/",
    "/parks/zhangjiang-cell-gene-park/",
    "/firms/",
    "/firms/jw-therapeutics/",
    "/products/",
    "/products/bbm-h901/",
    "/events/",
    "/sources/",
    "/sources/shine-2023-10-22/",
    "/plans/gene-therapy-2023-2025/targets/innovation-platforms/",
    "/method/",
    "/coverage/",
    MISSING,
]
