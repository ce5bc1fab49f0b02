namespace DccBridge.Companion.Reports.Html;

/// <summary>Filter and grouping. Without it the page shows all, grouped by severity.</summary>
internal static class PageScript
{
    /// <summary>With the line breaks that a browser hashes, whatever those of the source file are.</summary>
    public static readonly string Code = """
        'use strict';
        const list = document.getElementById('list'), box = document.getElementById('filter'), group = document.getElementById('group');
        const hideSuppressed = document.getElementById('open'), shown = document.getElementById('shown');
        const cards = [...list.querySelectorAll('.card')];
        const names = { error: 'Errors', warning: 'Warnings', info: 'Notes', suppressed: 'Only suppressed findings' };
        function groupsOf(card) {
          if (group.value === 'folder') return [[card.dataset.folder, card]];
          if (group.value === 'severity') return [[card.dataset.severity, card]];
          const rules = new Set([...card.querySelectorAll('li')].map(item => item.dataset.rule));
          return [...rules].map(rule => {
            const part = card.cloneNode(true);
            for (const item of [...part.querySelectorAll('li')]) if (item.dataset.rule !== rule) item.remove();
            return [rule, part];
          });
        }
        function arrange() {
          const groups = new Map();
          if (group.value === 'severity') for (const key of Object.keys(names)) groups.set(key, []);
          for (const card of cards) for (const [key, part] of groupsOf(card)) { if (!groups.has(key)) groups.set(key, []); groups.get(key).push(part); }
          const keys = [...groups.keys()];
          if (group.value !== 'severity') keys.sort();
          list.replaceChildren(...keys.filter(key => groups.get(key).length > 0).map(key => {
            const section = document.createElement('section'), title = document.createElement('h2'), count = document.createElement('small');
            title.append(group.value === 'severity' ? names[key] : key, ' ', count);
            section.append(title, ...groups.get(key));
            return section;
          }));
          filter();
        }
        function filter() {
          const words = box.value.toLowerCase().split(/\s+/).filter(word => word);
          let total = 0;
          for (const section of list.children) {
            let count = 0;
            for (const card of section.querySelectorAll('.card')) {
              let open = 0;
              for (const item of card.querySelectorAll('li')) {
                item.hidden = hideSuppressed.checked && item.dataset.severity === 'suppressed';
                open += item.hidden ? 0 : 1;
              }
              const text = card.textContent.toLowerCase();
              card.hidden = open === 0 || !words.every(word => text.includes(word));
              count += card.hidden ? 0 : 1;
            }
            section.hidden = count === 0;
            section.querySelector('small').textContent = count;
            total += count;
          }
          shown.textContent = total + (total === 1 ? ' entry' : ' entries');
        }
        box.form.addEventListener('submit', event => event.preventDefault());
        box.addEventListener('input', filter);
        hideSuppressed.addEventListener('change', filter);
        group.addEventListener('change', arrange);
        box.form.hidden = false;
        filter();
        """.ReplaceLineEndings("\n");
}
