// The frame around the pages: navigation, state, theme, keys; and which page is shown.
import { get } from './api.js';
import { h } from './dom.js';
import { isTyping, lettersOn, showKeys } from './keys.js';
import { connect } from './live.js';
import { pending } from './parts.js';
import { current, go } from './router.js';
import { begin } from './session.js';
import { emit, on, store } from './store.js';
import { drawShell, PAGES, toggleMenu } from './shell.js';
import { announceEnds } from './ends.js';

const main = document.getElementById('main');
let shown = { page: null, view: null };
let opening = 0;

async function show(isFirst) {
    const { page: wanted, parameters } = current();
    const page = Object.hasOwn(PAGES, wanted) ? wanted : 'findings';
    if (shown.page === page && shown.view?.update) {
        shown.view.update(parameters);
        return;
    }

    const mine = ++opening;
    shown.view?.close?.();
    shown = { page, view: null };
    toggleMenu(false);
    document.title = `${PAGES[page].title} · DccBridge`;
    drawShell(page);
    let module;
    try {
        module = await PAGES[page].load();
    } catch {
        main.replaceChildren(h('h1', { tabindex: '-1' }, PAGES[page].title),
            pending(new Error('This page could not be fetched from the companion. Start it with "dccbridge tray", then try again.'), () => location.reload()));
        return;
    }

    if (mine !== opening) {
        // Somebody went on to another page in the meantime.
        return;
    }

    main.replaceChildren();
    main.dataset.page = page;
    window.scrollTo(0, 0);
    shown.view = module.open(main, parameters);
    if (!isFirst) {
        main.querySelector('h1')?.focus({ preventScroll: true });
    }
}

async function refresh() {
    try {
        store.status = await get('/api/status');
        emit('status', store.status);
    } catch {
        // The banner says that the connection is gone; the next one asks again.
    }

    await countSources();
}

async function countSources(list) {
    try {
        const sources = Array.isArray(list) ? list : await get('/api/sources');
        store.changedSources = sources.filter(source => source.changed || source.missing).length;
        drawShell(shown.page);
    } catch {
        // As above: a number in the navigation is no reason for a message of its own.
    }
}

let leader = 0;
function onKey(event) {
    if (isTyping(event) || !lettersOn()) {
        leader = 0;
        return;
    }

    const after = leader && Date.now() - leader < 1_500 ? { f: 'findings', a: 'activity', e: 'editors', d: 'dccs', s: 'settings' }[event.key] : undefined;
    leader = 0;
    if (after) {
        event.preventDefault();
        event.stopImmediatePropagation();
        go(after);
    } else if (event.key === 'g') {
        leader = Date.now();
    } else if (event.key === '?') {
        event.preventDefault();
        showKeys();
    } else if (event.key === '/') {
        const search = main.querySelector('input[type=search]');
        if (search) {
            event.preventDefault();
            search.focus();
            search.select();
        } else {
            event.preventDefault();
            go('findings', { search: '1' });
        }
    }
}

document.querySelector('.skip').addEventListener('click', event => {
    // The address is the page's; only the focus moves.
    event.preventDefault();
    (main.querySelector('h1') ?? main).focus();
});
window.addEventListener('hashchange', () => show(false));
// In the capture phase: a page's own keys must not see the second key of "g, then f".
document.addEventListener('keydown', onKey, { capture: true });
for (const topic of ['status', 'connection', 'theme']) {
    on(topic, () => drawShell(shown.page));
}

on('sources', countSources);
on('refresh', refresh);
announceEnds();
// The code of a link is taken out of the address before a page reads it; requests wait until it is changed for the secret.
begin();
show(true);
connect();
// What the first paint does not need comes after it.
requestAnimationFrame(() => setTimeout(refresh));
// Times are told as "2 minutes ago" and must move on.
setInterval(() => emit('tick'), 30_000);
