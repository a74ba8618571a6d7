"""The pages that the browser tests walk: one of each kind."""

MISSING = "/no-such-page/"
METRIC = "/metrics/biomedicine-industry-scale/"
TARGET = "/plans/biomedicine-14fyp/targets/industry-scale/"
EMBED = "/embed/metrics/biomedicine-industry-scale/?area=shanghai&area=pudong"
COMPARE = (
    "/compare/?metric=biomedicine-industry-scale&metric=biomedicine-manufacturing-output"
    "&area=shanghai"
)
COMPUTED = "/computed/deal-amounts-usd/"
NO_FRAME = "/embed/metrics/no-such-metric/"
CHARTS = [METRIC, COMPARE, COMPUTED, f"/embed{COMPARE}"]
"""Lines, several charts, bars, and a frame."""

PAGES = [
    "/",
    "/plans/",
    "/plans/cell-therapy-2022-2024/",
    "/targets/",
    "/measures/?roles=shown",
    "/metrics/",
    METRIC,
    TARGET,
    EMBED,
    "/districts/",
    "/districts/pudong/",
    "/parks/",
    "/parks/zhangjiang-cell-gene-park/",
    "/firms/",
    "/firms/jw-therapeutics/",
    "/products/",
    "/products/bbm-h901/",
    "/events/",
    "/events/?kind=deal&year=2023&size=25",
    "/events/ev-carsgen-jinshan-2026/",
    "/sources/",
    "/sources/shine-2023-10-22/",
    "/plans/gene-therapy-2023-2025/targets/innovation-platforms/",
    "/search/?q=xibiman",
    "/search/?q=abelzetta",
    "/method/",
    "/coverage/",
    "/computed/",
    COMPUTED,
    f"/embed{COMPUTED}",
    "/figures/biomedicine-industry-scale-shanghai-2021-kjw-2022-07-19/",
    "/compare/",
    f"{COMPARE}&metric=class1-drugs-approved&metric=biomedicine-industry-scale-growth&layout=one",
    f"/embed{COMPARE}",
    "/compare/?metric=biomedicine-industry-scale&metric=biomedicine-manufacturing-output&base=2021",
    "/compare/?metric=biomedicine-industry-scale&metric=class1-drugs-approved&layout=one",
    "/changes/",
    MISSING,
    NO_FRAME,
]
