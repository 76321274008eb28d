package io.plimsoll.verification.bench.board;

/** How the page looks: in light and dark, on a phone and on paper. */
final class BenchStyle {

  static final String SHEET =
      """
      :root{color-scheme:light dark;--page:#fbfbf9;--panel:#fff;--ink:#1b2430;--soft:#55606e;--rule:#d9dce1;
        --us:#1f5fa8;--peer:#6f7985;--bad:#a3201a;--good:#226633}
      @media (prefers-color-scheme:dark){:root{--page:#11151b;--panel:#181d25;--ink:#e6e9ee;--soft:#a5afbb;--rule:#323a45;
        --us:#7db4f2;--peer:#98a3b0;--bad:#ff9a91;--good:#8fd6a0}}
      *{box-sizing:border-box}
      body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
        -webkit-text-size-adjust:100%;text-size-adjust:100%}
      header,main,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
      header{padding-top:2.5rem}
      footer{padding-top:1rem;padding-bottom:3rem;color:var(--soft);font-size:.875rem}
      .kicker{display:flex;align-items:center;gap:.6rem;margin:0 0 1rem;color:var(--soft);font-size:.875rem;letter-spacing:.02em}
      .kicker svg{width:1.75rem;height:1.75rem;flex:none;fill:none;stroke:currentColor;stroke-width:2}
      h1{margin:0 0 .75rem;font-size:clamp(1.5rem,1.15rem + 1.5vw,2rem);line-height:1.2;font-weight:650;letter-spacing:-.012em;text-wrap:balance}
      h1,h2,h3,p,dd,li,td,th,code,figcaption,caption,.who{overflow-wrap:anywhere}
      h2{margin:3rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--rule);font-size:1.25rem;line-height:1.3;font-weight:650}
      h2 code{margin-right:.35rem;color:var(--us);font-size:1.125rem;font-weight:650}
      h3{margin:0 0 .5rem;font-size:1.0625rem;line-height:1.35;font-weight:650}
      p{margin:0 0 .75rem;max-width:44rem}
      .lead{font-size:1.125rem;line-height:1.5}
      .how{color:var(--soft);font-size:.875rem}
      .verdict{display:inline-block;margin:0 0 .75rem;padding:.1rem .6rem;border:1.5px solid currentColor;border-radius:1rem;font-size:.8125rem;font-weight:650;letter-spacing:.02em}
      .verdict.good,.pill.good{color:var(--good)}.verdict.bad,.pill.bad{color:var(--bad)}.pill.soft{color:var(--soft)}
      dl.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.75rem 1.5rem;margin:1.5rem 0 0}
      dl.facts div{border-top:1px solid var(--rule);padding-top:.4rem}
      dl.facts .wide{grid-column:1/-1}
      dt{color:var(--soft);font-size:.8125rem}
      dd{margin:0;font-variant-numeric:tabular-nums}
      article{margin:0 0 1.25rem;padding:1.25rem;background:var(--panel);border:1px solid var(--rule);border-radius:.5rem}
      ul.goals,ul.failed,ul.legend{margin:0 0 .75rem;padding:0;list-style:none}
      ul.goals li{display:flex;gap:.6rem;align-items:baseline;margin:.2rem 0;font-size:.9375rem;font-variant-numeric:tabular-nums}
      .pill{flex:none;width:5.6rem;padding:0 .5rem;border:1px solid currentColor;border-radius:1rem;font-size:.75rem;font-weight:650;text-align:center}
      ul.failed{margin:.75rem 0 0;color:var(--soft);font-size:.8125rem}
      ul.legend{display:flex;flex-wrap:wrap;gap:.15rem 1.25rem;color:var(--soft);font-size:.8125rem}
      ul.legend li{display:flex;align-items:center;gap:.45rem}
      svg.key{width:1.5rem;height:.75rem;flex:none}
      figure{margin:1rem 0 .75rem}
      figcaption{margin-bottom:.35rem;color:var(--soft);font-size:.8125rem}
      .race{display:grid;grid-template-columns:minmax(7rem,14rem) minmax(0,1fr) 12.5rem;align-items:center;font-variant-numeric:tabular-nums}
      .who{padding-right:.75rem;font-size:.875rem;line-height:1.25;text-align:right}
      .who.ours{color:var(--us);font-weight:650}
      .lane{position:relative;align-self:stretch;min-height:2rem;border-left:1px solid var(--soft)}
      .lane svg{position:absolute;inset:0;width:100%;height:100%;display:block}
      .much{padding-left:.75rem;color:var(--soft);font-size:.8125rem;line-height:1.25}
      .much b{color:var(--ink);font-size:.9375rem;font-weight:650}
      .plot{display:grid;margin-top:.9rem;grid-template-columns:4.5rem 1fr;grid-template-rows:13rem 1.6rem}
      .area{position:relative;border-left:1px solid var(--soft)}
      .area svg{position:absolute;inset:0;width:100%;height:100%;display:block}
      .y{position:relative;color:var(--soft);font-size:.75rem;line-height:1;font-variant-numeric:tabular-nums}
      .y span{position:absolute;right:.5rem;transform:translateY(50%);white-space:nowrap}
      .x{position:relative;grid-column:2;height:1.5rem;border-top:1px solid var(--soft);color:var(--soft);font-size:.75rem;line-height:1}
      .x span{position:absolute;top:.4rem;transform:translateX(-50%);white-space:nowrap}
      .x .first{transform:none}.x .last{transform:translateX(-100%)}
      path{fill:none;vector-effect:non-scaling-stroke}
      .grid{stroke:var(--rule);stroke-width:1}
      .us{stroke:var(--us)}.peer{stroke:var(--peer)}
      .span{stroke-width:12;stroke-opacity:.22}
      .dot{stroke-width:7;stroke-linecap:round;stroke-opacity:.5}
      .line{stroke-width:1.5}
      .point{stroke-width:9;stroke-linecap:round}
      .median{stroke-width:2.5}
      .bound{stroke-width:2;stroke-dasharray:4 3}
      .bound.good{stroke:var(--good)}.bound.bad{stroke:var(--bad)}
      table{width:100%;border-collapse:collapse;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
      caption{text-align:left;color:var(--soft);padding:.25rem 0}
      th,td{padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top;font-weight:400}
      th:last-child,td:last-child{padding-right:0}
      thead th{color:var(--soft);font-size:.8125rem;overflow-wrap:normal}
      .n{text-align:right;white-space:nowrap}
      details{margin:.25rem 0 0}
      summary{color:var(--soft);font-size:.8125rem;cursor:pointer;width:max-content;max-width:100%}
      summary:focus-visible{outline:2px solid var(--us);outline-offset:2px}
      code{font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
      article>:last-child,section>:last-child{margin-bottom:0}
      @media (max-width:40rem){
        header,main,footer{padding-left:1rem;padding-right:1rem}
        header{padding-top:1.5rem}
        article{padding:1rem}
        dl.facts{grid-template-columns:1fr 1fr;gap:.75rem 1rem}
        .race{grid-template-columns:1fr}
        .who{padding:.5rem 0 0;text-align:left}
        .lane{grid-row:auto}
        .much{padding:0 0 .25rem}
        .race .x{grid-column:1}
        .x .inner:nth-child(odd){display:none}
        thead{display:none}
        tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--rule)}
        th,td{display:block;padding:0;border:0}
        .n{text-align:left;white-space:normal}
        tbody th{font-weight:650}
      }
      @media print{
        :root{color-scheme:light;--page:#fff;--panel:#fff;--ink:#000;--soft:#444;--rule:#bbb;--us:#1f5fa8;--peer:#6f7985;--bad:#a3201a;--good:#226633}
        body{font-size:10pt}
        header,main,footer{max-width:none;padding-left:0;padding-right:0}
        header{padding-top:0}
        article,tr{break-inside:avoid}
        h2,h3{break-after:avoid}
        summary{display:none}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
      }
      """;

  private BenchStyle() {}
}
