"""How the HTML report looks, on the screen and in print."""

CSS = """
:root{--accent:#0f5e7d;--ink:#1b2733;--muted:#566673;--rule:#d3dde3;--tint:#eff5f8}
*{box-sizing:border-box}
html{font-size:15px}
body{margin:0 auto;max-width:66rem;padding:1.5rem 1.5rem 4rem;color:var(--ink);background:#fff;
line-height:1.5;
font-family:"Noto Sans","MedViewer Thai","Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,
sans-serif}
a{color:var(--accent)}
h1{font-size:2rem;margin:0}
h2{color:var(--accent);font-size:1.3rem;margin:1.2rem 0 .3rem}
h3{color:var(--accent);font-size:.9rem;margin:1rem 0 .3rem}
p{margin:.2rem 0;overflow-wrap:anywhere}
ul{margin:.2rem 0;padding-left:1.4rem}
.small,figcaption,dt{color:var(--muted);font-size:.85rem}
dl{margin:.4rem 0;display:flex;flex-wrap:wrap;gap:.1rem 1.4rem}
dl div{display:flex;gap:.45rem;min-width:0}
dl.small dt{font-weight:700;white-space:nowrap}
dd{margin:0;overflow-wrap:anywhere}
dl.patient{border-top:2px solid var(--accent);border-bottom:1px solid var(--rule);padding:.5rem 0;
gap:.3rem 3rem}
dl.patient div{display:block}
dl.patient dd{font-weight:700}
section{border-top:1px solid var(--rule);margin-top:2rem}
section.only{border:0;margin:0}
.card{border:1px solid var(--rule);border-left:5px solid var(--muted);padding:.5rem 1rem;
margin:.8rem 0}
.card.decided{border-left-color:var(--accent);background:var(--tint)}
.card .heading{font-size:1.4rem;font-weight:700}
.pictures{display:grid;grid-template-columns:1fr 1fr;gap:1.2rem}
.pictures.drawn{margin-top:.8rem}
figure{margin:0}
img{max-width:100%;max-height:26rem;width:auto;height:auto;display:block}
.answer{display:grid;grid-template-columns:2fr 3fr;gap:1.2rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;overflow-wrap:break-word}
.ruled th,.ruled td{border-bottom:1px solid var(--rule)}
thead th{background:var(--tint);color:var(--accent)}
.bars th,.bars td{padding:.1rem .6rem .1rem 0;font-weight:400;vertical-align:middle}
.bars td:last-child{white-space:nowrap}
.bars .named>*{font-weight:700}
.bar{background:var(--rule);height:.55rem;width:9rem}
.bar i{display:block;height:100%;background:#8fa6b3}
.named .bar i{background:var(--accent)}
.over-time{display:grid;grid-template-columns:3fr 2fr;gap:1.2rem;align-items:start;margin:.5rem 0}
.chart{display:block;width:100%;max-width:34rem;height:auto}
.chart text{font-size:7px;fill:var(--muted)}
.chart .grid{stroke:var(--rule);stroke-width:.5}
.chart .path{stroke:var(--accent);stroke-width:1.2}
.chart .readers{stroke:var(--muted);stroke-width:.6}
.chart .pixels{stroke:var(--ink);stroke-width:2.6}
.chart circle{fill:var(--accent)}
.lesion th[scope=row]{white-space:nowrap}
.comment{white-space:pre-wrap;overflow-wrap:anywhere}
.page{table-layout:fixed}
.page>*>tr>td{padding:0}
.wide{overflow-x:auto}
.strip{position:fixed;left:0;right:0;bottom:0;background:var(--accent);color:#fff;
text-align:center;font-weight:700;letter-spacing:.05em;padding:.35rem}
@media screen and (max-width:60rem){
.wide>.ruled{min-width:50rem;font-size:.85rem}
}
@media (max-width:40rem){.pictures,.answer,.over-time{grid-template-columns:1fr}}
@page{size:A4;margin:14mm 15mm}
@media print{
html{font-size:10.5px}
body{padding:0;max-width:none}
.wide{overflow:visible}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
section{break-before:page;border:0;margin:0}
section.only,section.about{break-before:auto}
figure,.card,.answer,.lesion,.model,tr{break-inside:avoid}
.page>*>tr{break-inside:auto}
.page tfoot td{height:12mm}
h2,h3{break-after:avoid}
}
"""
