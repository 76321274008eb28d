package io.plimsoll.report;

/** How a page looks: in light and dark, on a phone and on paper. */
final class Style {

  static final String SHEET =
      """
      :root{color-scheme:light dark;--page:#fbfbf9;--panel:#fff;--ink:#1b2430;--soft:#55606e;--rule:#d9dce1;
        --s1:#1f5fa8;--s2:#8a4b08;--s3:#2a7238;--line:#b3261e;--trend:#6b2fa0;--bad:#a3201a;--warn:#8a5200;--good:#226633;
        --shed:#f3dfae;--refuse:#f0c987;--kill:#e9a97c;--exit:#e08e84}
      @media (prefers-color-scheme:dark){:root{--page:#11151b;--panel:#181d25;--ink:#e6e9ee;--soft:#a5afbb;--rule:#323a45;
        --s1:#7db4f2;--s2:#e3ab6c;--s3:#7fce8f;--line:#ff8a80;--trend:#cba6f7;--bad:#ff9a91;--warn:#f0bd6a;--good:#8fd6a0;
        --shed:#3f3620;--refuse:#55401f;--kill:#6a4327;--exit:#6f3431}}
      *{box-sizing:border-box}
      body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
        -webkit-text-size-adjust:100%;text-size-adjust:100%}
      header,main,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
      header{padding-top:2.5rem}
      footer{padding-top:1rem;padding-bottom:3rem;color:var(--soft);font-size:.875rem}
      .kicker{display:flex;align-items:center;gap:.6rem;margin:0 0 1rem;color:var(--soft);font-size:.875rem;letter-spacing:.02em}
      .kicker svg{width:1.75rem;height:1.75rem;flex:none;fill:none;stroke:currentColor;stroke-width:2}
      h1{margin:0 0 .75rem;font-size:clamp(1.5rem,1.15rem + 1.5vw,2rem);line-height:1.2;font-weight:650;letter-spacing:-.012em;text-wrap:balance}
      h1,h2,h3,p,dd,li,td,th,code,figcaption,caption{overflow-wrap:anywhere}
      h2{margin:3rem 0 1rem;padding-top:1rem;border-top:1px solid var(--rule);font-size:1.25rem;line-height:1.3;font-weight:650}
      h3{margin:0 0 .5rem;font-size:1.0625rem;line-height:1.35;font-weight:650}
      p{margin:0 0 .75rem;max-width:44rem}
      .lead{font-size:1.125rem;line-height:1.5}
      .verdict{display:inline-block;margin:0 0 .75rem;padding:.1rem .6rem;border:1.5px solid currentColor;border-radius:1rem;font-size:.8125rem;font-weight:650;letter-spacing:.02em}
      .grows{color:var(--bad)}.seems-to-grow{color:var(--warn)}.nothing-grows{color:var(--good)}.too-short{color:var(--soft)}
      dl.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.75rem 1.5rem;margin:1.5rem 0 0}
      dl.facts div{border-top:1px solid var(--rule);padding-top:.4rem}
      dt{color:var(--soft);font-size:.8125rem}
      dd{margin:0;font-variant-numeric:tabular-nums}
      article{margin:0 0 1.75rem;padding:1.25rem;background:var(--panel);border:1px solid var(--rule);border-radius:.5rem}
      dl.why{display:grid;grid-template-columns:13rem 1fr;gap:.4rem 1rem;margin:0 0 1rem}
      dl.why dt{padding-top:.15rem}
      figure{margin:1.25rem 0 1.75rem}
      figcaption{margin-bottom:.35rem;font-weight:600}
      ul.legend{display:flex;flex-wrap:wrap;gap:.15rem 1.25rem;margin:0 0 .6rem;padding:0;list-style:none;color:var(--soft);font-size:.8125rem}
      ul.legend li{display:flex;align-items:center;gap:.45rem;min-width:0}
      svg.key{width:1.5rem;height:.75rem;flex:none}
      .plot{display:grid;margin-top:.9rem;grid-template-columns:4.5rem 1fr;grid-template-rows:16rem 1.6rem}
      .area{position:relative;border-left:1px solid var(--soft);border-bottom:1px solid var(--soft)}
      .area svg{position:absolute;inset:0;width:100%;height:100%;display:block}
      .y,.x{position:relative;color:var(--soft);font-size:.75rem;line-height:1;font-variant-numeric:tabular-nums}
      .y span{position:absolute;right:.5rem;transform:translateY(50%);white-space:nowrap}
      .x{grid-column:2}
      .x span{position:absolute;top:.5rem;transform:translateX(-50%);white-space:nowrap}
      .x .first{transform:none}.x .last{transform:translateX(-100%)}
      path{fill:none;vector-effect:non-scaling-stroke}
      .grid{stroke:var(--rule);stroke-width:1}
      .s{stroke-width:2;stroke-linejoin:round}
      .s1{stroke:var(--s1)}.s2{stroke:var(--s2);stroke-dasharray:7 3}.s3{stroke:var(--s3);stroke-dasharray:2 3}
      .loadline{stroke:var(--line);stroke-width:2}
      .step{stroke:var(--line);stroke-width:1;stroke-dasharray:3 4}
      .trend{stroke:var(--trend);stroke-width:1.5;stroke-dasharray:6 4}
      .cone{fill:var(--trend);fill-opacity:.14}
      .shed{fill:var(--shed)}.refuse{fill:var(--refuse)}.kill{fill:var(--kill)}.exit{fill:var(--exit)}
      table{width:100%;border-collapse:collapse;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
      caption{text-align:left;color:var(--soft);padding:.25rem 0}
      th,td{padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top;font-weight:400}
      th:last-child,td:last-child{padding-right:0}
      thead th{color:var(--soft);font-size:.8125rem;overflow-wrap:normal}
      .n{text-align:right;white-space:nowrap}
      .k{white-space:nowrap}
      td.full{font-weight:650}
      details{margin:.6rem 0 0}
      summary{color:var(--soft);font-size:.8125rem;cursor:pointer;width:max-content;max-width:100%}
      summary:focus-visible{outline:2px solid var(--s1);outline-offset:2px}
      ol.frames{margin:.25rem 0 1rem;padding:0;list-style:none}
      code{font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
      ol.frames li+li code{color:var(--soft)}
      article>:last-child,section>:last-child{margin-bottom:0}
      @media (max-width:40rem){
        header,main,footer{padding-left:1rem;padding-right:1rem}
        header{padding-top:1.5rem}
        article{padding:1rem}
        dl.why{grid-template-columns:1fr;gap:0}
        dl.why dd{margin-bottom:.6rem}
        dl.facts{grid-template-columns:1fr 1fr;gap:.75rem 1rem}
        .plot{grid-template-columns:3.9rem 1fr;grid-template-rows:13rem 1.6rem}
        .x .inner:nth-child(even){display:none}
        th,td{padding-right:.5rem}
        table{font-size:.8125rem}
      }
      @media print{
        :root{color-scheme:light;--page:#fff;--panel:#fff;--ink:#000;--soft:#444;--rule:#bbb;--s1:#1f5fa8;--s2:#8a4b08;--s3:#2a7238;
          --line:#b3261e;--trend:#6b2fa0;--bad:#a3201a;--warn:#8a5200;--good:#226633;--shed:#f3dfae;--refuse:#f0c987;--kill:#e9a97c;--exit:#e08e84}
        body{font-size:10pt}
        header,main,footer{max-width:none;padding-left:0;padding-right:0}
        header{padding-top:0}
        .plot{grid-template-rows:11rem 1.6rem}
        figure,article,tr{break-inside:avoid}
        h2,h3{break-after:avoid}
        summary{display:none}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
      }
      """;

  private Style() {}
}
