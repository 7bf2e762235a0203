"""The look of a page. Colours, letters and widths are custom properties, so that a house can set its own."""

CSS = """\
:root {
  --ink: #1b1b1b; --soft: #545454; --paper: #fff; --panel: #f2f5f8; --line: #c3ccd5;
  --accent: #154f7d; --up: #a3480a; --down: #1a6b3c;
  --font: system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --heading-font: var(--font); --size: 1rem; --width: 60rem; --radius: .4rem;
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: var(--size)/1.5 var(--font);
  overflow-wrap: break-word; }
header, main, footer { max-width: var(--width); margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
h1, h2, h3 { font-family: var(--heading-font); line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(1.4rem, 1.1rem + 1.5vw, 2.1rem); margin: 0; color: var(--accent); }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 2px solid var(--accent); }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
p { margin: 0 0 .75rem; max-width: 42rem; overflow-wrap: anywhere; }
.subtitle { color: var(--soft); margin: .25rem 0 1rem; }
.answer h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  margin: 0; border: 0; }
.questions { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); margin: 0; }
.questions > div { background: var(--panel); border-left: .3rem solid var(--accent); border-radius: var(--radius);
  padding: .75rem 1rem; }
.questions dt { font-weight: 700; color: var(--accent); }
.questions dd { margin: .25rem 0 0; }
.questions dd:first-of-type { font-size: 1.1rem; font-weight: 600; }
.questions dd + dd { color: var(--soft); }
figure { margin: 1rem 0 1.25rem; max-width: 32rem; }
figcaption { margin-bottom: .5rem; }
figcaption strong, figcaption span { display: block; }
figcaption span { color: var(--soft); }
svg { display: block; width: 100%; height: auto; font: 16px var(--font); }
svg text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
svg .tick { font-size: 13px; fill: var(--soft); text-anchor: middle; }
svg .end { text-anchor: end; font-variant-numeric: tabular-nums; }
svg .start { text-anchor: start; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .zero { stroke: var(--soft); stroke-width: 1; }
svg .joint { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 3; }
svg .bar { fill: var(--accent); }
svg .up { fill: var(--up); }
svg .down { fill: var(--down); }
svg .path { fill: none; stroke: var(--accent); stroke-width: 3; }
svg .dot { fill: var(--accent); }
svg .path.p1 { stroke: var(--up); stroke-dasharray: 10 5; }
svg .path.p2 { stroke: var(--soft); stroke-dasharray: 2 4; }
svg .dot.p1 { fill: var(--paper); stroke: var(--up); stroke-width: 3; }
svg .dot.p2 { fill: var(--soft); }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; font-variant-numeric: tabular-nums; }
th, td { padding: .4rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--accent); }
th { font-weight: 400; }
thead th, .total th, .total td { font-weight: 700; }
.number { text-align: right; }
.short { white-space: nowrap; }
.wide { overflow-x: auto; }
.wide tbody th { min-width: 10rem; }
.total th, .total td { border-top: 1px solid var(--ink); }
.block td { padding-top: 1rem; }
.in1 { padding-left: 1.8rem; } .in2 { padding-left: 3rem; } .in3 { padding-left: 4.2rem; }
ul { margin: 0 0 .75rem; padding-left: 1.25rem; }
li { margin: .15rem 0; overflow-wrap: anywhere; }
details { border-bottom: 1px solid var(--line); padding: .1rem 0; }
details details { border-bottom: 0; margin-left: 1.1rem; }
summary { cursor: pointer; padding: .45rem 0; min-height: 1.5rem; }
summary:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
blockquote { margin: 0 0 1rem; padding: 1rem 1.25rem; background: var(--panel); border-radius: var(--radius); }
blockquote p { max-width: none; margin: 0; }
a { color: var(--accent); }
footer { padding-bottom: 3rem; }
footer p, footer li { color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1rem; }
  .subtitle { margin-bottom: .75rem; }
  .questions { grid-template-columns: 1fr; gap: .5rem; }
  .questions > div { padding: .55rem .8rem; }
  table, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
  th, td, .total th, .total td { border: 0; padding: .1rem 0; }
  tbody th { font-weight: 700; }
  td { display: flex; justify-content: space-between; gap: 1rem; text-align: right; }
  td::before { content: attr(data-column); color: var(--soft); text-align: left; }
  td:empty { display: none; }
  .block td { display: block; padding-top: .5rem; text-align: left; }
  .wide { overflow-x: visible; }
  .wide tbody th { min-width: 0; }
  .in1 { padding-left: .8rem; } .in2 { padding-left: 1.6rem; } .in3 { padding-left: 2.4rem; }
}
@media (prefers-contrast: more) {
  :root { --ink: #000; --soft: #000; --paper: #fff; --panel: #fff; --line: #000; --accent: #00366b;
    --up: #7a2f00; --down: #004d26; }
  .questions > div, blockquote { border: 2px solid var(--ink); }
}
@media (forced-colors: active) {
  svg text { fill: CanvasText; }
  svg .bar, svg .up, svg .down { fill: Highlight; stroke: CanvasText; }
  svg .path, svg .path.p1, svg .path.p2 { stroke: Highlight; }
  svg .dot { fill: CanvasText; }
}
@page { size: A4; margin: 18mm 16mm; }
@media print {
  :root { --size: 10pt; --width: none; --panel: #fff; }
  .questions dd:first-of-type { font-size: 1rem; }
  th, td { padding: .2rem .4rem; }
  .wide { overflow-x: visible; font-size: 8pt; }
  .wide tbody th { min-width: 7rem; }
  header, main, footer { padding: 0; }
  h2 { break-after: avoid; margin-top: 1.5rem; }
  .block, summary, figcaption { break-after: avoid; }
  .total { break-before: avoid; }
  figure, tr, blockquote, .questions > div { break-inside: avoid; }
  .questions { grid-template-columns: repeat(3, 1fr); }
  .questions > div, blockquote { border: 1px solid var(--line); border-left: .3rem solid var(--accent); }
  figure { max-width: 12cm; }
  details.printed::details-content { content-visibility: visible; block-size: auto; }
  a[download] { display: none; }
}
"""
