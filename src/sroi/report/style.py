"""How a page looks: calm, readable on a phone, in the dark and on paper. Nothing is fetched."""

from __future__ import annotations

from sroi.report import svg

PAGE = """:root{--ground:#fff;--ink:#1b2733;--quiet:#4a5763;--line:#c9d1d8;--soft:#f3f6f8;--link:#14568a;--bad:#9c2416;
  --bad-soft:#fdf0ee;--warn:#7a4a00;--warn-soft:#fdf5e6;color-scheme:light dark}
@media(prefers-color-scheme:dark){
  :root{--ground:#14191e;--ink:#e8edf2;--quiet:#b9c4ce;--line:#3b4752;--soft:#1c242b;--link:#8ecbff;--bad:#ffb3a7;
  --bad-soft:#3a1d19;--warn:#ffd591;--warn-soft:#33270f}
}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.55 system-ui,"Segoe UI",Arial,sans-serif;
  overflow-wrap:break-word}
header,main,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
footer{padding-bottom:3rem;color:var(--quiet)}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .4rem}
h2{font-size:1.4rem;line-height:1.25;margin:3rem 0 .6rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.1rem;margin:1.8rem 0 .4rem}
p{max-width:46rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;background:var(--ground);padding:.5rem}
.quiet,figcaption{color:var(--quiet)}
.headline{font-size:1.55rem;line-height:1.35;font-weight:650;margin:1.2rem 0 .6rem}
.box{border-left:5px solid var(--line);background:var(--soft);padding:.7rem 1rem;margin:1rem 0;max-width:46rem}
.box p{margin:.3rem 0}
.box.bad{border-color:var(--bad);background:var(--bad-soft);color:var(--bad)}
.box.warn{border-color:var(--warn);background:var(--warn-soft);color:var(--warn)}
dl.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.8rem 1.5rem;margin:1.5rem 0}
dl.facts dt{color:var(--quiet);font-size:.9rem}
dl.facts dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}
nav a{display:inline-block;padding:.25rem 0}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:0 2.5rem}
figure{margin:1rem 0 1.5rem}
figcaption{font-weight:600;color:var(--ink);margin-bottom:.5rem}
.scroll{overflow-x:auto;margin:.8rem 0 1.2rem}
table{border-collapse:collapse;font-size:.9rem;line-height:1.4;width:100%}
caption{text-align:left;font-weight:600;padding-bottom:.4rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem .45rem 0;border-bottom:1px solid var(--line);
  overflow-wrap:break-word}
tbody th{font-weight:500;min-width:8rem}
td{min-width:4.5rem}
thead th{color:var(--quiet);font-weight:600;font-size:.85rem}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tr.total th,tr.total td{font-weight:700;border-top:2px solid var(--quiet)}
details{border:1px solid var(--line);border-radius:4px;padding:0 .9rem;margin:.6rem 0}
summary{padding:.6rem 0;cursor:pointer;font-weight:600}
details.numbers{border:0;padding:0;margin:-.8rem 0 1.5rem}
.numbers summary{font-weight:400;font-size:.9rem;color:var(--quiet);padding:.3rem 0}
pre{overflow-x:auto;background:var(--soft);padding:1rem;font-size:.8rem;line-height:1.45}
code{font-size:.92em;overflow-wrap:anywhere}
@media(max-width:34rem){
  .cards{position:relative;overflow:visible}
  tbody th{overflow-wrap:anywhere;min-width:6rem}
  .cards table,.cards tbody,.cards tr,.cards th,.cards td,.cards caption{display:block;max-width:none;text-align:left}
  .cards .number{text-align:left;white-space:normal}
  .cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
  .cards tbody tr{border-bottom:1px solid var(--line);padding:.6rem 0}
  .cards tbody th,.cards tbody td{border:0;padding:.1rem 0;overflow-wrap:anywhere}.cards tbody th{font-weight:650}
  .cards td::before{content:attr(data-label) ": ";color:var(--quiet)}
  .cards td:empty{display:none}
}
@media(max-width:34rem){body{font-size:16px}header{padding-top:1.4rem}h1{font-size:1.5rem}.headline{font-size:1.25rem}}
@page{margin:16mm}
@media print{
  :root{--ground:#fff;--ink:#000;--quiet:#333;--line:#aaa;--soft:#fff;--link:#000;--bad:#7a1a0e;--bad-soft:#fff;
  --warn:#553300;--warn-soft:#fff}
  body{font-size:10.5pt}
  nav,.skip{display:none}
  header,main,footer{max-width:none;padding:0}
  figure,tr,h2,h3,summary{break-inside:avoid}
  h2,h3,h2+p,summary,caption,thead,thead tr{break-after:avoid}
  .scroll{overflow:visible}
  table,thead th{font-size:8pt}
  tbody th,td{min-width:0}
  .number{white-space:normal}
  details{border:0;padding:0}
  details::details-content{content-visibility:visible;display:block}
  pre{white-space:pre-wrap}
}
"""
"""Colours stand at least 4.5:1 against their ground for words and 3:1 for shapes, in the light, in the dark and on paper."""


def page_style() -> str:
    """Return the whole style of a page, its pictures included."""
    return PAGE + svg.STYLE
