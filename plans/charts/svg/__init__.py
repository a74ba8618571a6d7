"""Charts as SVG made by the server: at once on the page, without script, on paper, as files."""
