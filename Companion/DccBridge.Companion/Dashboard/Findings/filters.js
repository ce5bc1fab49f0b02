// What of the findings is shown, and in which groups. All of it stands in the address.
import { h } from '/modules/dom.js';
import { icon } from '/modules/icons.js';
import { path } from '/modules/parts.js';
import { editors } from '/modules/store.js';

const SORTS = [['severity', 'Severity'], ['asset', 'Asset'], ['rule', 'Rule'], ['source', 'Source file'], ['time', 'Time']];
const SEVERITIES = [['', 'All', 'total'], ['error', 'Errors', 'errors'], ['warning', 'Warnings', 'warnings'], ['info', 'Infos', 'infos']];
const TYPING = 250;
const RUN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The query that an address asks for. Unknown values are taken as none. */
export function queryOf(parameters) {
    const get = name => parameters.get(name) ?? '';
    return {
        project: get('project'),
        severity: SEVERITIES.some(([key]) => key === get('severity')) ? get('severity') : '',
        rule: get('rule'),
        path: get('path'),
        text: get('text'),
        run: RUN.test(get('run')) ? get('run') : '',
        suppressed: get('suppressed') === 'true' ? 'true' : '',
        sort: SORTS.some(([key]) => key === get('sort')) ? get('sort') : 'severity',
        id: get('id'),
        search: get('search'),
    };
}

let typing = 0;

/** The row of filters. */
export function filterBar(filters, facets, change) {
    const isFiltered = filters.project || filters.severity || filters.rule || filters.path || filters.text || filters.run;
    return [
        h('div', { class: 'search', 'data-key': 'search' }, icon('search'),
            h('input', {
                type: 'search', value: filters.text, 'data-held': true, placeholder: 'Search asset, rule, message, node', 'aria-label': 'Search findings', autocomplete: 'off', spellcheck: 'false', maxlength: '200',
                oninput: event => {
                    const text = event.currentTarget.value;
                    clearTimeout(typing);
                    typing = setTimeout(() => change({ text }), TYPING);
                },
                onkeydown: event => {
                    if (event.key === 'Escape' && event.currentTarget.value === '') {
                        event.currentTarget.blur();
                        document.querySelector('[role=listbox]')?.focus();
                    }
                },
            })),
        h('div', { class: 'segments', role: 'group', 'aria-label': 'Severity', 'data-key': 'severity' },
            SEVERITIES.map(([key, word, figure]) => h('button', {
                type: 'button', class: `segment ${key ? `tone-${key}` : ''}`, 'aria-pressed': String(filters.severity === key), onclick: () => change({ severity: key }),
            }, key && icon(key), h('span', null, word), facets && h('span', { class: 'figure' }, facets[figure].toLocaleString('en'))))),
        h('div', { class: 'filter-break', 'data-key': 'break' }),
        choice('Project', 'project', filters.project, [['', 'All projects'], ...projects(filters, facets)], change),
        choice('Rule', 'rule', filters.rule, [['', 'All rules'], ...rules(filters, facets)], change),
        choice('Group by', 'sort', filters.sort, SORTS, change),
        h('label', { class: 'switch', 'data-key': 'suppressed' },
            h('input', { type: 'checkbox', role: 'switch', checked: filters.suppressed === 'true', onchange: event => change({ suppressed: event.currentTarget.checked ? 'true' : '' }) }),
            h('span', null, 'Show suppressed')),
        filters.path && h('button', { type: 'button', class: 'button small chosen', 'data-key': 'path', onclick: () => change({ path: '' }), title: 'Show all assets' },
            h('span', null, 'Only ', path(filters.path)), icon('close'), h('span', { class: 'visually-hidden' }, 'Take this filter away')),
        filters.run && h('button', { type: 'button', class: 'button small chosen', 'data-key': 'run', onclick: () => change({ run: '' }), title: 'Show what all validations found' },
            h('span', null, 'Only of one validation'), icon('close'), h('span', { class: 'visually-hidden' }, 'Take this filter away')),
        isFiltered && h('button', { type: 'button', class: 'button small plain', 'data-key': 'clear', onclick: () => change({ project: '', severity: '', rule: '', path: '', text: '', run: '' }) }, 'Clear filters'),
    ];
}

function choice(label, name, value, options, change) {
    return h('label', { class: 'field inline', 'data-key': name }, h('span', null, label),
        h('select', { value, onchange: event => change({ [name]: event.currentTarget.value }) }, options.map(([key, word]) => h('option', { value: key, 'data-key': key, selected: key === value }, word))));
}

function projects(filters, facets) {
    const names = new Set([...(facets?.projects ?? []), ...editors().map(editor => editor.project), ...(filters.project ? [filters.project] : [])]);
    return [...names].sort((one, other) => one.localeCompare(other)).map(name => [name, name]);
}

function rules(filters, facets) {
    const groups = facets?.groups ?? [];
    const known = groups.map(group => [group.key, `${group.key} (${group.count.toLocaleString('en')})`]);
    return filters.rule && !groups.some(group => group.key === filters.rule) ? [[filters.rule, filters.rule], ...known] : known;
}
