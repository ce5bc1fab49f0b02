// Navigation, summary, theme switch and the banner of a lost connection.
import { draw, h } from './dom.js';
import { icon } from './icons.js';
import { showKeys } from './keys.js';
import { emit, store } from './store.js';

/** The pages, in the order of the navigation. */
export const PAGES = {
    findings: { title: 'Findings', load: () => import('/findings/page.js') },
    activity: { title: 'Activity', load: () => import('/pages/activity.js') },
    editors: { title: 'Editors', load: () => import('/pages/editors.js') },
    dccs: { title: 'DCCs', load: () => import('/pages/dccs.js') },
    sources: { title: 'Sources', load: () => import('/pages/sources.js') },
    settings: { title: 'Settings', load: () => import('/pages/settings.js') },
    doctor: { title: 'Doctor', load: () => import('/pages/doctor.js') },
    logs: { title: 'Logs', load: () => import('/pages/logs.js') },
};

const STATES = {
    noEditor: ['quiet', 'No editor'],
    connecting: ['info', 'Connecting'],
    connected: ['ok', 'Connected'],
    findings: ['warning', 'Findings wait'],
    busy: ['info', 'Editor is busy'],
    attention: ['error', 'Needs attention'],
};

/** Draws the frame. */
export function drawShell(page) {
    drawNavigation(page);
    drawSummary();
    drawTools();
    drawBanner();
}

function drawNavigation(page) {
    const status = store.status;
    const badges = {
        findings: status && status.errors + status.warnings > 0 ? [status.errors > 0 ? 'error' : 'warning', status.errors + status.warnings, 'open errors and warnings'] : null,
        activity: status?.running > 0 ? ['accent', status.running, 'running'] : null,
        editors: status?.editors.length > 0 ? ['quiet', status.editors.length, 'running'] : null,
        sources: store.changedSources > 0 ? ['warning', store.changedSources, 'changed'] : null,
    };
    draw(document.getElementById('nav'), h('ul', null, Object.entries(PAGES).map(([name, { title }]) => h('li', { 'data-key': name },
        h('a', { href: `#/${name}`, 'aria-current': name === page ? 'page' : null }, icon(name), h('span', { class: 'nav-word' }, title),
            badges[name] && h('span', { class: `badge tone-${badges[name][0]}` }, short(badges[name][1]), h('span', { class: 'visually-hidden' }, ` ${badges[name][2]}`)))))),
    status && h('p', { class: 'nav-foot' }, `Version ${status.version}`));
}

function short(number) {
    return number > 9_999 ? `${Math.floor(number / 1_000)}k` : String(number);
}

function drawSummary() {
    const summary = document.getElementById('summary');
    const status = store.status;
    if (!status) {
        return;
    }

    const [tone, word] = STATES[status.state] ?? ['quiet', status.state];
    draw(summary, h('span', { class: `dot tone-${tone}`, 'aria-hidden': 'true' }), h('span', { class: 'summary-word' }, word), h('span', { class: 'summary-text' }, status.summary));
}

const THEMES = { auto: ['Follow the system', 'light'], light: ['Light', 'dark'], dark: ['Dark', 'auto'] };

function theme() {
    return document.documentElement.dataset.theme ?? 'auto';
}

function setTheme(next) {
    if (next === 'auto') {
        delete document.documentElement.dataset.theme;
    } else {
        document.documentElement.dataset.theme = next;
    }

    try {
        localStorage.setItem('dccbridge.theme', next);
    } catch {
        // It holds for this page then.
    }

    emit('theme');
}

function drawTools() {
    const now = theme();
    const live = store.connection === 'live';
    draw(document.getElementById('tools'),
        h('span', { class: live ? 'connection tone-ok' : 'connection tone-warning' }, h('span', { class: 'dot', 'aria-hidden': 'true' }),
            h('span', null, { connecting: 'Connecting', live: 'Live', lost: 'Connection lost', signedOut: 'Signed out' }[store.connection])),
        h('button', { type: 'button', class: 'icon-button', 'aria-label': `Colours: ${THEMES[now][0].toLowerCase()}. Switch`, title: `Colours: ${THEMES[now][0].toLowerCase()}`, onclick: () => setTheme(THEMES[now][1]) }, icon(now)),
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Keys', title: 'Keys (?)', onclick: showKeys }, icon('keys')));
}

function drawBanner() {
    const text = {
        lost: ['Connection lost.', 'What you see may be out of date. The dashboard tries again by itself; if it stays like this, start the companion with "dccbridge tray".'],
        signedOut: ['Signed out.', 'The companion was started anew, or this page was not opened by a link of it. Open the dashboard again from the tray icon, or with "dccbridge dashboard".'],
    }[store.connection];
    draw(document.getElementById('banner'), text && h('p', null, icon('offline'), h('span', null, h('strong', null, text[0]), ` ${text[1]}`)));
}

/** Opens or closes the navigation where it does not always stand. */
export function toggleMenu(open) {
    const button = document.getElementById('menu');
    const isOpen = open ?? button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(isOpen));
    document.body.classList.toggle('menu-open', isOpen);
    return isOpen;
}

const menu = document.getElementById('menu');
menu.prepend(icon('menu'));
menu.addEventListener('click', () => {
    if (toggleMenu()) {
        document.querySelector('#nav a').focus();
    }
});
document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && menu.getAttribute('aria-expanded') === 'true') {
        toggleMenu(false);
        menu.focus();
    }
});
