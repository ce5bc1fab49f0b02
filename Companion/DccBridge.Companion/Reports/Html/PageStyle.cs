namespace DccBridge.Companion.Reports.Html;

/// <summary>How the page looks, in light and in dark, from a phone to a wide screen.</summary>
internal static class PageStyle
{
    /// <summary>With the line breaks that a browser hashes, whatever those of the source file are.</summary>
    public static readonly string Css = """
        :root{color-scheme:light dark;--back:#f6f7f9;--card:#fff;--text:#1c2128;--quiet:#5b6470;--line:#d8dde4;--error:#b3261e;--warning:#8a5a00;--info:#3b5b8c;--good:#1f7a3d;--mend:#eef4fb}
        @media(prefers-color-scheme:dark){:root{--back:#14171b;--card:#1d2127;--text:#e6e9ed;--quiet:#9aa4b0;--line:#343b45;--error:#ff8a80;--warning:#f0b952;--info:#8fb7f2;--good:#6fd08c;--mend:#232b36}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--back);color:var(--text);font:15px/1.45 system-ui,sans-serif}
        main,header>div{max-width:1180px;margin:0 auto;padding:0 20px}
        header{padding:22px 0 6px}
        h1{margin:0;font-size:24px}
        h2{font-size:17px;margin:26px 0 10px;overflow-wrap:anywhere}
        h2 small,.quiet{color:var(--quiet);font-weight:400}
        .quiet{font-size:13px;margin:2px 0 14px;overflow-wrap:anywhere}
        .counts{display:flex;flex-wrap:wrap;gap:10px;margin:12px 0 4px;padding:0;list-style:none}
        .counts li{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:8px 14px;min-width:92px}
        .counts b{display:block;font-size:22px;line-height:1.2}
        .error{color:var(--error)}.warning{color:var(--warning)}.info{color:var(--info)}.good{color:var(--good)}.suppressed{color:var(--quiet)}
        .bar{position:sticky;top:0;z-index:1;background:var(--back);border-bottom:1px solid var(--line);padding:10px 0}
        .bar form{display:flex;flex-wrap:wrap;gap:10px 16px;align-items:center}
        .bar label{display:flex;gap:6px;align-items:center}
        input[type=search],select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:6px 10px}
        input[type=search]{width:300px;max-width:100%}
        .card{display:grid;grid-template-columns:112px minmax(0,1fr);gap:16px;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px;margin:0 0 12px}
        .card[hidden],section[hidden]{display:none}
        .pic{width:112px;height:112px;border-radius:6px;background:var(--back);color:var(--quiet);display:block}
        .card h3{margin:0;font-size:16px;overflow-wrap:anywhere}
        .card .quiet{margin:1px 0 8px}
        .card ul{margin:0;padding:0;list-style:none}
        .card li{border-top:1px solid var(--line);padding:8px 0 6px}
        .card li:last-child{padding-bottom:0}
        .card p{margin:2px 0;overflow-wrap:anywhere}
        .mend{background:var(--mend);border-radius:6px;padding:5px 9px}
        code{font:12.5px ui-monospace,monospace;color:var(--quiet);overflow-wrap:anywhere}
        b.tag{font-size:12px;text-transform:uppercase;letter-spacing:.03em;margin-right:6px}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:14px}
        th,td{text-align:left;vertical-align:top;padding:5px 14px 5px 0;border-bottom:1px solid var(--line)}
        td.n,th.n{text-align:right}td:first-child code{overflow-wrap:normal}
        details{margin:14px 0}summary{cursor:pointer}
        details ul{columns:2;font-size:13px;overflow-wrap:anywhere}
        .none{padding:24px;text-align:center;color:var(--quiet)}
        .defs{position:absolute;width:0;height:0;overflow:hidden}
        footer{color:var(--quiet);font-size:13px;padding:18px 0 30px}
        @media(max-width:640px){main,header>div{padding:0 12px}.card{grid-template-columns:64px minmax(0,1fr);gap:10px;padding:10px}.pic{width:64px;height:64px}.counts li{min-width:0;padding:6px 10px}.counts b{font-size:18px}details ul{columns:1}input[type=search]{width:100%}.bar label:first-child{width:100%}}
        @media print{.bar{display:none}.card{break-inside:avoid}}
        """.ReplaceLineEndings("\n");
}
