// The findings: a list that is filtered and grouped, and beside it the one that is chosen.
import { get } from '/modules/api.js';
import { draw, h } from '/modules/dom.js';
import { isTyping, lettersOn } from '/modules/keys.js';
import { pageHead, pending } from '/modules/parts.js';
import { go, rename } from '/modules/router.js';
import { subscriptions } from '/modules/store.js';
import { count } from '/modules/text.js';
import { announce } from '/modules/toasts.js';
import { detailPane } from './detail.js';
import { filterBar, queryOf } from './filters.js';
import { findingList } from './list.js';
import { validateShown } from './actions.js';

const PAGE = 200;
const MOST_AT_ONCE = 1_000;
const CALM = 400;

/** Opens the page. */
export function open(main, parameters) {
    const ends = subscriptions();
    let filters = queryOf(parameters);
    let data = { total: 0, groups: [], items: [], complete: false };
    let facets = null;
    let failure = null;
    let loaded = false;
    let asked = 0;
    let control = new AbortController();

    const head = h('div');
    const bar = h('div', { class: 'filters', role: 'search', 'aria-label': 'Findings' });
    const state = h('div');
    const list = findingList({ choose, enter, more });
    const detail = detailPane({ back, filter: changes => apply({ ...filters, ...changes, id: '' }), step: step => list.step(step), hasOthers: () => data.items.length > 0, isWide });
    const split = h('div', { class: 'split' }, h('section', { class: 'list-pane', 'aria-label': 'List of findings' }, state, list.node), detail.node);
    main.append(head, bar, split);

    function isWide() {
        return matchMedia('(min-width: 1000px)').matches;
    }

    // On a narrow page the chosen finding takes the place of the list.
    function opened(isIt) {
        split.classList.toggle('has-chosen', isIt);
        main.classList.toggle('has-chosen', isIt);
    }

    function base() {
        const { id, search, ...query } = filters;
        return query;
    }

    function drawHead() {
        draw(head, pageHead('Findings', loaded ? summary() : null, loaded && data.items.length > 0
            && h('button', { type: 'button', class: 'button', onclick: event => validateShown(event.currentTarget, data.items) }, data.items.length < data.total ? `Validate the ${data.items.length} shown` : 'Validate all shown')));
    }

    function summary() {
        return data.total === 0 ? 'Nothing to mend here.' : `${count(data.total, 'finding')}, ${count(data.errors, 'error')} and ${count(data.warnings, 'warning')} among them.`;
    }

    function drawAll() {
        drawHead();
        draw(bar, filterBar(filters, facets, changes => apply({ ...filters, ...changes, id: '' })));
        draw(state, loaded && !failure ? null : pending(failure, () => load(PAGE)));
        list.show(data, filters, loaded);
        opened(filters.id !== '');
    }

    async function load(most, { quiet = false } = {}) {
        const mine = ++asked;
        control.abort();
        control = new AbortController();
        list.node.setAttribute('aria-busy', 'true');
        try {
            const first = await get('/api/findings', { ...base(), offset: 0, limit: Math.min(most, MOST_AT_ONCE) }, control.signal);
            const items = [...first.items];
            let { groups } = first;
            while (items.length < Math.min(most, first.total)) {
                const next = await get('/api/findings', { ...base(), offset: items.length, limit: MOST_AT_ONCE }, control.signal);
                if (next.items.length === 0) {
                    break;
                }

                items.push(...next.items);
                groups = joined(groups, next);
            }

            if (mine !== asked) {
                return;
            }

            data = { ...first, groups, items };
            failure = null;
            loaded = true;
        } catch (problem) {
            if (mine !== asked || problem.name === 'AbortError') {
                return;
            }

            failure = problem;
        }

        list.node.removeAttribute('aria-busy');
        drawAll();
        if (!quiet && loaded && !failure) {
            announce(summary());
        }

        settle();
        loadFacets();
    }

    // Which rules and projects there are, and how many of each severity, whatever of these is chosen.
    async function loadFacets() {
        const mine = asked;
        try {
            const { severity, rule, sort, ...rest } = base();
            const found = await get('/api/findings', { ...rest, sort: 'rule', limit: 1 }, control.signal);
            if (mine === asked) {
                facets = found;
                draw(bar, filterBar(filters, facets, changes => apply({ ...filters, ...changes, id: '' })));
            }
        } catch {
            // The list is what matters; the choices stay as they were.
        }
    }

    async function more() {
        const mine = asked;
        const at = data.items.length;
        const next = await get('/api/findings', { ...base(), offset: at, limit: PAGE }, control.signal);
        if (mine !== asked || next.items.length === 0) {
            return;
        }

        data = { ...next, groups: joined(data.groups, next), items: [...data.items, ...next.items] };
        drawHead();
        list.show(data, filters, loaded);
        announce(`${data.items.length} of ${data.total} findings are shown.`);
    }

    // The chosen finding follows the list: what is gone is told so, and the list goes on from its place.
    function settle() {
        const chosen = data.items.find(item => item.id === filters.id);
        if (chosen) {
            detail.show(chosen);
        } else if (filters.id) {
            detail.find(filters.id);
        } else if (isWide() && data.items.length > 0) {
            choose(data.items[0]);
        } else {
            detail.show(null);
        }
    }

    // Moving through the list shows each one beside it; on a narrow page only what is picked is opened, as a step that the way back undoes.
    function choose(item, { isPicked = false } = {}) {
        list.mark(item.id);
        if (!isWide() && !isPicked && filters.id === '') {
            return;
        }

        const isStep = !isWide() && filters.id === '';
        filters = { ...filters, id: item.id };
        if (isStep) {
            go('findings', filters);
            return;
        }

        rename('findings', filters);
        detail.show(item);
        opened(true);
    }

    function enter(item) {
        if (isWide()) {
            detail.focus();
        } else if (item) {
            choose(item, { isPicked: true });
        }
    }

    function back() {
        if (!isWide()) {
            go('findings', { ...filters, id: '' });
        }

        list.focus();
    }

    function apply(next) {
        filters = next;
        rename('findings', filters);
        drawAll();
        load(PAGE);
    }

    let timer = 0;
    function later() {
        // Changes come up to four times a second; a list that jumps as often cannot be read.
        if (timer === 0) {
            timer = setTimeout(() => {
                timer = 0;
                load(Math.max(PAGE, data.items.length), { quiet: true });
            }, CALM);
        }
    }

    function onKey(event) {
        if (isTyping(event)) {
            return;
        }

        if (event.key === 'Escape' && filters.id !== '' && detail.node.contains(document.activeElement)) {
            back();
        } else if (lettersOn() && (event.key === 'j' || event.key === 'k')) {
            event.preventDefault();
            list.step(event.key === 'j' ? 1 : -1);
        } else if (lettersOn() && detail.key(event.key)) {
            event.preventDefault();
        }
    }

    document.addEventListener('keydown', onKey);
    ends.add(() => document.removeEventListener('keydown', onKey));
    ends.on('findings', later);
    ends.on('refresh', later);
    ends.on('status', () => detail.again());
    ends.on('dccs', later);
    ends.on('tick', () => list.tick());
    drawAll();
    load(PAGE, { quiet: true }).then(() => {
        if (filters.search) {
            filters = { ...filters, search: '' };
            rename('findings', filters);
            bar.querySelector('input[type=search]')?.focus();
        }
    });
    return {
        update(changed) {
            const next = queryOf(changed);
            const { id, search, ...other } = next;
            const same = JSON.stringify(other) === JSON.stringify(base());
            filters = next;
            if (!same) {
                drawAll();
                load(PAGE);
                return;
            }

            opened(id !== '');
            list.mark(id);
            settle();
            if (id && !isWide()) {
                window.scrollTo(0, 0);
                detail.focus();
            } else if (!id) {
                list.focus();
            }
        },
        close() {
            clearTimeout(timer);
            control.abort();
            asked++;
            detail.close();
            main.classList.remove('has-chosen');
            ends.end();
        },
    };
}

// Where there are very many groups, a page has only its own: they are joined to those of the pages before.
function joined(before, page) {
    const told = page.groups.reduce((sum, group) => sum + group.count, 0);
    if (told >= page.total) {
        return page.groups;
    }

    return [...before, ...(before.at(-1)?.key === page.groups[0]?.key ? page.groups.slice(1) : page.groups)];
}
