// A field of the settings form for a property of a JSON schema: what it looks like, and which values it takes.
import { h } from '/modules/dom.js';
import { words } from '/modules/text.js';

function typeOf(schema) {
    const types = [schema.type ?? (schema.enum ? 'string' : 'json')].flat();
    return { type: types.find(type => type !== 'null') ?? 'json', isOptional: types.includes('null') };
}

/** What the field is called. */
export function titleOf(name, schema) {
    return schema.title ?? words(name);
}

/** A value as it stands in its field. */
export function toText(schema, value) {
    switch (typeOf(schema).type) {
        case 'boolean': return Boolean(value ?? schema.default);
        case 'array': return (value ?? []).join('\n');
        case 'integer':
        case 'number':
        case 'string': return value === null || value === undefined ? '' : String(value);
        default: return JSON.stringify(value ?? null);
    }
}

/** What stands in a field as a value: [value, problem]. */
export function fromText(schema, text) {
    const { type, isOptional } = typeOf(schema);
    switch (type) {
        case 'boolean': return [text, null];
        case 'array': return [text.split('\n').map(line => line.trim()).filter(line => line !== ''), null];
        case 'integer':
        case 'number': {
            const number = Number(text.trim());
            return text.trim() === '' ? (isOptional ? [null, null] : [null, `Write a number${range(schema)}.`])
                : Number.isFinite(number) && (type === 'number' || Number.isInteger(number)) ? [number, null] : [null, `Write a ${type === 'integer' ? 'whole number' : 'number'}${range(schema)}.`];
        }

        case 'string': return [text.trim() === '' && isOptional ? null : text.trim(), null];
        default:
            try {
                return [JSON.parse(text), null];
            } catch {
                return [null, 'Write it as JSON.'];
            }
    }
}

function range(schema) {
    const { minimum, maximum } = schema;
    return minimum !== undefined && maximum !== undefined ? ` from ${minimum} to ${maximum}` : minimum !== undefined ? ` of at least ${minimum}` : maximum !== undefined ? ` of at most ${maximum}` : '';
}

/** What is wrong with a value; null when nothing. The companion checks it again. */
export function check(schema, value) {
    if (typeof value === 'number' && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity))) {
        return `Write a number${range(schema)}.`;
    }

    if (schema.enum && !schema.enum.includes(value)) {
        return `Choose one of ${schema.enum.join(', ')}.`;
    }

    if (typeof value === 'string' && schema.maxLength !== undefined && value.length > schema.maxLength) {
        return `Write at most ${schema.maxLength} characters.`;
    }

    if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) {
        return `It must look like ${schema.examples?.[0] ?? schema.pattern}.`;
    }

    if (Array.isArray(value)) {
        if (schema.maxItems !== undefined && value.length > schema.maxItems) {
            return `Write at most ${schema.maxItems} lines.`;
        }

        const wrong = value.findIndex(item => check(schema.items ?? {}, item) !== null);
        return wrong < 0 ? null : `Line ${wrong + 1}: ${check(schema.items, value[wrong])}`;
    }

    return null;
}

/** The field that a message of the companion is about: the one whose name it quotes, or begins with. */
export function fieldNamed(text, names) {
    return names.filter(name => text.includes(`'${name}'`) || text.includes(`"${name}"`) || text.includes(`\`${name}\``) || text.startsWith(`${name} `) || text.startsWith(`${name}:`) || text.startsWith(`${name}[`) || text.includes(`: ${name} `))
        .sort((one, other) => other.length - one.length)[0];
}

/** The field. */
export function fieldOf(name, schema, text, problem, change) {
    const id = `setting-${name}`;
    const described = [schema.description && `${id}-note`, problem && `${id}-problem`].filter(Boolean).join(' ') || null;
    const common = { id, name, 'aria-describedby': described, 'aria-invalid': problem ? 'true' : null };
    const { type } = typeOf(schema);
    const note = schema.description && h('p', { class: 'quiet', id: `${id}-note` }, schema.description);
    const told = problem && h('p', { class: 'problem', id: `${id}-problem`, dir: 'auto' }, problem);
    if (type === 'boolean') {
        return h('div', { class: 'field setting', 'data-key': name },
            h('label', { class: 'switch' }, h('input', { ...common, type: 'checkbox', role: 'switch', checked: text, onchange: event => change(event.currentTarget.checked) }), h('span', null, titleOf(name, schema))), note, told);
    }

    return h('div', { class: 'field setting', 'data-key': name }, h('label', { for: id }, titleOf(name, schema)), control(type, schema, common, text, change), note, told);
}

function control(type, schema, common, text, change) {
    const oninput = event => change(event.currentTarget.value);
    if (schema.enum) {
        return h('select', { ...common, value: text, onchange: oninput }, schema.enum.map(key => h('option', { value: key ?? '', selected: String(key) === text }, words(String(key)))));
    }

    if (type === 'array') {
        return h('textarea', { ...common, rows: '3', spellcheck: 'false', value: text, oninput, placeholder: 'One a line' });
    }

    const isNumber = type === 'integer' || type === 'number';
    return h('input', { ...common, type: isNumber ? 'number' : 'text', min: schema.minimum, max: schema.maximum, step: type === 'number' ? 'any' : null, value: text, autocomplete: 'off', spellcheck: 'false', oninput });
}
