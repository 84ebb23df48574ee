namespace S3Replicator.Commands.Reports;

/// <summary>How the report's page looks, by day and by night and on paper.</summary>
internal static class ReportStyle
{
    public const string Css = """

        :root { color-scheme: light dark; --ink: #16191f; --dim: #5f6b7a; --line: #d5dbdb; --back: #f4f6f8; --card: #fff; --good: #2e8b57; --bad: #c7352e; --lag: #3b6fd4; --top: #9a6bd1; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --dim: #9aa5b4; --line: #39424e; --back: #14181d; --card: #1d232a; --good: #55b583; --bad: #f0736b; --lag: #7ba6f5; --top: #c09bea; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        header, main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1.5rem 0; }
        main { padding-bottom: 2rem; }
        h1 { margin: 0; font-size: 1.7rem; }
        h2 { margin: 0 0 .75rem; font-size: 1.2rem; }
        small, header p, .none, footer { color: var(--dim); font-weight: normal; }
        header p { margin: .2rem 0 0; }
        section, table.summary { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
        section { padding: 1.25rem; margin-top: 1.25rem; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .45rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top; }
        tbody tr:last-child td { border-bottom: 0; }
        th { font-size: .8rem; color: var(--dim); font-weight: 600; }
        .n { text-align: right; white-space: nowrap; }
        code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
        .ok { color: var(--good); font-weight: 600; }
        .no { color: var(--bad); font-weight: 600; }
        dl { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0 0 1rem; }
        dt { font-size: .8rem; color: var(--dim); }
        dd { margin: 0; font-size: 1.1rem; font-variant-numeric: tabular-nums; }
        figure { margin: 0 0 1rem; }
        figcaption { font-size: .8rem; color: var(--dim); display: flex; gap: 1.25rem; flex-wrap: wrap; }
        figcaption i { display: inline-block; width: .7em; height: .7em; border-radius: 2px; margin-right: .4em; }
        svg { width: 100%; height: auto; display: block; }
        svg text { fill: var(--dim); font: 11px system-ui, sans-serif; }
        svg .grid { stroke: var(--line); }
        svg .limit { stroke: var(--bad); stroke-dasharray: 5 4; }
        svg .done { fill: var(--good); } svg .missed { fill: var(--bad); }
        svg .p50, svg .p99, svg .max { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        svg .p50 { stroke: var(--good); } svg .p99 { stroke: var(--lag); } svg .max { stroke: var(--top); }
        .chip { display: inline-block; border: 1px solid var(--line); border-radius: 1em; padding: .1rem .7rem; margin: 0 .2rem .3rem 0; }
        .dim { color: var(--dim); }
        details { margin-top: .5rem; } summary { cursor: pointer; }
        footer { margin-top: 1.25rem; font-size: .85rem; }
        @media print { body { background: none; } section { break-inside: avoid; } }

        """;
}
