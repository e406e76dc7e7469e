import { DIAGRAM_STYLE } from './diagram/index.ts'

/** One style sheet for the page: system fonts, two colour schemes, paper. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#16202e;--soft:#566376;--line:#d9dfe7;--accent:#4f46e5;--ok:#0b7a45;--bad:#b42318;--none:#6b7788;--code:#f1f3f7;--hit:#fff1b8}
@media (prefers-color-scheme:dark){:root{--bg:#0e1520;--card:#172130;--ink:#e6ebf2;--soft:#9fb0c3;--line:#2b394b;--accent:#a5a3ff;--ok:#4ade90;--bad:#ff8a7a;--none:#93a2b5;--code:#0f1824;--hit:#5a4a12}}
*{box-sizing:border-box}html{scroll-padding-top:1rem}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 ui-sans-serif,system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
main,header,footer{max-width:1120px;margin:0 auto;padding:0 20px}
header{padding-top:36px}h1{font-size:1.65rem;line-height:1.25;margin:.1em 0 .35em;overflow-wrap:anywhere}
h2{font-size:1.12rem;margin:0 0 .8rem}h3{font-size:.95rem;margin:1.2rem 0 .4rem}
.eyebrow{color:var(--soft);margin:0;font-size:.85rem;letter-spacing:.02em}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:20px 22px;margin:16px 0}
.numbers{display:flex;flex-wrap:wrap;gap:10px 28px;margin:14px 0 4px;padding:0;list-style:none}
.numbers b{display:block;font-size:1.35rem;line-height:1.2}.numbers span{color:var(--soft);font-size:.85rem}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;padding:0;margin:14px 0 0}
a{color:var(--accent);text-underline-offset:2px}a:focus-visible,summary:focus-visible,pre:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
.cols{display:grid;grid-template-columns:minmax(0,auto) minmax(0,1fr);gap:20px 28px;align-items:start}
@media (max-width:760px){.cols{grid-template-columns:minmax(0,1fr)}}
pre,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.84em}
pre{background:var(--code);border-radius:8px;padding:12px 14px;margin:0;overflow-x:auto;line-height:1.5;tab-size:2}
.box{line-height:1.22;display:inline-block;max-width:100%;max-height:560px;overflow:auto}
ol,ul{padding-left:1.3rem;margin:.4rem 0}li{margin:.25rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem}th{text-align:left;color:var(--soft);font-weight:600}
th,td{padding:6px 10px 6px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}tr:last-child td{border-bottom:0}
@media (min-width:760px){td:first-child>code,td:first-child>a{white-space:nowrap}}
.state{font-weight:600;white-space:nowrap}.ok{color:var(--ok)}.bad{color:var(--bad)}.none{color:var(--none)}
.why{color:var(--soft);margin:.15rem 0}
.item{border-bottom:1px solid var(--line);padding:9px 0}.item:last-child{border-bottom:0}.item p{margin:.15rem 0}
.item>summary,details>summary{cursor:pointer;overflow-wrap:anywhere}
.evidence{list-style:none;padding-left:1.1rem;font-size:.88rem}.evidence code{color:var(--soft);overflow-wrap:anywhere}
.scroll{overflow-x:auto}.scroll svg{display:block;width:100%;min-width:720px;height:auto}
.dir{margin:1px 0}.dir>summary{font-weight:600}.dir>div{margin-left:.55rem;padding-left:.85rem;border-left:1px solid var(--line)}
.file{margin:1px 0}.file>summary small{color:var(--soft);margin-left:.6em}
.view{display:grid;grid-template-columns:auto minmax(0,1fr);background:var(--code);border-radius:8px;margin:6px 0 10px}
.view pre{background:none;border-radius:0}.view .ln{color:var(--none);text-align:right;user-select:none;padding-right:0}
mark{background:var(--hit);color:inherit;border-radius:3px;scroll-margin-top:35vh}mark:target{outline:2px solid var(--accent)}
footer{color:var(--soft);font-size:.85rem;padding-bottom:40px}
@media print{.box{max-height:none}body{background:#fff;font-size:11pt}section{border:0;border-top:1px solid #bbb;border-radius:0;padding:12px 0;break-inside:auto}nav,.tree{display:none}.item,table,svg{break-inside:avoid}a{color:inherit;text-decoration:none}}
${DIAGRAM_STYLE}`
