// The list of findings: a listbox in groups. One stop of the Tab key; arrows, Home, End and Page keys move inside. What is not shown costs nothing: pages of 200, and rows out of sight are not laid out.
import { h } from '/modules/dom.js';
import { icon } from '/modules/icons.js';
import { empty } from '/modules/parts.js';
import { ago, clip, count, day, fileName, lastName } from '/modules/text.js';
import { busy } from '/modules/toasts.js';

const LEAP = 10;
const SEVERITY_WORDS = { error: 'Errors', warning: 'Warnings', info: 'Infos' };

/** Makes the list; `choose` is told what is chosen, `enter` that the person goes on to it, `more` fetches the next page. */
export function findingList({ choose, enter, more }) {
    const box = h('div', { class: 'rows', role: 'listbox', 'aria-label': 'Findings', tabindex: '0', 'data-landing': true, onkeydown: onKey, onclick: onClick });
    const foot = h('div', { class: 'list-foot' });
    const node = h('div', { class: 'list' }, box, foot);
    // By id: the row, and the item as text, so that a row is made anew only when something in it changed.
    let rows = new Map();
    let items = [];
    let chosen = '';
    let lastIndex = 0;

    function show(data, filters, loaded) {
        items = data.items;
        if (filters.id) {
            chosen = filters.id;
        }

        const next = new Map();
        const groups = sections(data, filters.sort);
        const parts = [];
        let position = 0;
        for (const group of groups) {
            const head = h('div', { class: 'group-head', id: `group-${parts.length}`, role: 'presentation' },
                h('span', { class: 'group-name', title: group.key }, groupIcon(filters.sort, group.key), h('bdi', null, groupName(filters.sort, group.key))), h('span', { class: 'figure' }, group.count.toLocaleString('en')));
            const section = h('div', { class: 'group', role: 'group', 'aria-labelledby': head.id }, head);
            for (const item of group.items) {
                position++;
                const made = rowOf(item, filters.sort);
                made.node.setAttribute('aria-posinset', position);
                made.node.setAttribute('aria-setsize', data.total);
                next.set(item.id, made);
                section.append(made.node);
            }

            parts.push(section);
        }

        rows = next;
        // One list is one change of the page; rows that were there are the same elements.
        const top = box.scrollTop;
        box.replaceChildren(...parts);
        box.scrollTop = top;
        box.hidden = items.length === 0;
        foot.replaceChildren(...footOf(data, filters, loaded));
        mark(rows.has(chosen) ? chosen : '');
    }

    function rowOf(item, sort) {
        const text = JSON.stringify([sort, item]);
        const before = rows.get(item.id);
        return before?.text === text ? before : { text, node: row(item, sort) };
    }

    function footOf(data, filters, loaded) {
        if (!loaded) {
            return [];
        }

        if (items.length === 0) {
            const isFiltered = filters.project || filters.severity || filters.rule || filters.path || filters.text || filters.run;
            return [isFiltered ? empty('search', 'No finding fits these filters.', 'Clear the filters, or show suppressed findings too.') : empty('ok', 'No findings.', 'What Unreal validates shows up here by itself: send a file, or validate a project on the page Editors.')];
        }

        return items.length < data.total
            ? [h('p', { class: 'quiet' }, `${items.length.toLocaleString('en')} of ${count(data.total, 'finding')}`),
                h('button', { type: 'button', class: 'button', 'data-focus': 'more', onclick: event => busy(event.currentTarget, more) }, 'Show more')]
            : [];
    }

    function mark(id) {
        const before = box.querySelector('[aria-selected=true]');
        const row = rows.get(id)?.node;
        if (before && before !== row) {
            before.setAttribute('aria-selected', 'false');
        }

        if (!row) {
            box.removeAttribute('aria-activedescendant');
            return;
        }

        chosen = id;
        lastIndex = Number(row.getAttribute('aria-posinset')) - 1;
        row.setAttribute('aria-selected', 'true');
        box.setAttribute('aria-activedescendant', row.id);
    }

    function index() {
        const row = rows.get(chosen)?.node;
        return row ? Number(row.getAttribute('aria-posinset')) - 1 : -1;
    }

    function to(wanted) {
        const at = Math.max(0, Math.min(items.length - 1, wanted));
        const item = items[at];
        if (!item) {
            return;
        }

        choose(item);
        rows.get(item.id)?.node.scrollIntoView({ block: 'nearest' });
        if (wanted >= items.length) {
            foot.querySelector('button')?.click();
        }
    }

    function step(by) {
        const at = index();
        // A chosen finding that is gone leaves its place: the next one has moved there.
        to(at < 0 ? (by > 0 ? lastIndex : lastIndex - 1) : at + by);
    }

    function onKey(event) {
        const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: LEAP, PageUp: -LEAP };
        if (event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }

        if (Object.hasOwn(moves, event.key)) {
            event.preventDefault();
            step(moves[event.key]);
        } else if (event.key === 'Home' || event.key === 'End') {
            event.preventDefault();
            to(event.key === 'Home' ? 0 : items.length - 1);
        } else if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            if (index() < 0) {
                step(1);
            }

            enter(items[index()]);
        }
    }

    function onClick(event) {
        const row = event.target.closest('[role=option]');
        const item = row && items[Number(row.getAttribute('aria-posinset')) - 1];
        if (item) {
            choose(item, { isPicked: true });
        }
    }

    function tick() {
        for (const time of box.querySelectorAll('time')) {
            const text = ago(time.getAttribute('datetime'));
            if (time.textContent !== text) {
                time.textContent = text;
            }
        }
    }

    return { node, show, mark, step, tick, focus: () => (box.hidden ? document.querySelector('#main h1') : box).focus({ preventScroll: true }) };
}

// Groups come in the order of the list, each with how many it has in all; what is shown ends somewhere inside.
function sections(data, sort) {
    const made = [];
    let at = 0;
    for (const group of data.groups) {
        if (at >= data.items.length) {
            break;
        }

        made.push({ key: group.key, count: group.count, items: data.items.slice(at, at + group.count) });
        at += group.count;
    }

    if (at < data.items.length) {
        // The list moved on between two pages; nothing of it may be lost.
        made.push({ key: sort === 'severity' ? data.items[at].severity : '', count: data.items.length - at, items: data.items.slice(at) });
    }

    return made;
}

function groupName(sort, key) {
    switch (sort) {
        case 'severity': return SEVERITY_WORDS[key] ?? key;
        case 'time': return day(key);
        case 'source': return key === '' ? 'Without a known source' : clip(key);
        default: return key === '' ? 'Others' : clip(key);
    }
}

function groupIcon(sort, key) {
    return sort === 'severity' && Object.hasOwn(SEVERITY_WORDS, key) ? icon(key) : null;
}

function row(item, sort) {
    const severity = Object.hasOwn(SEVERITY_WORDS, item.severity) ? item.severity : 'info';
    return h('div', { class: `row severity-${severity}${item.suppressedBecause === null ? '' : ' is-suppressed'}`, role: 'option', id: `finding-${item.id}`, 'aria-selected': 'false' },
        icon(item.suppressedBecause === null ? severity : 'suppressed'),
        h('span', { class: 'row-text' },
            h('span', { class: 'row-title' }, h('span', { class: 'visually-hidden' }, `${item.suppressedBecause === null ? severity : `suppressed ${severity}`}: `), h('bdi', null, clip(item.message))),
            h('span', { class: 'row-note' },
                sort !== 'asset' && h('bdi', { class: 'row-asset', title: item.assetPath }, clip(lastName(item.assetPath), 80)),
                sort !== 'rule' && h('span', { class: 'row-rule' }, clip(item.ruleId, 60)),
                item.node !== null && h('span', { class: 'row-node' }, 'node ', h('bdi', null, clip(item.node, 80))),
                sort === 'asset' && item.source !== null && h('bdi', null, clip(fileName(item.source.path), 80)),
                h('bdi', null, clip(item.project, 60)))),
        h('time', { class: 'row-time', datetime: item.validatedAt }, ago(item.validatedAt)));
}
