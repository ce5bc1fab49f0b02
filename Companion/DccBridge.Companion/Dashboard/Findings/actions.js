// What can be done about a finding.
import { part, post } from '/modules/api.js';
import { begun } from '/modules/ends.js';
import { busy, toast } from '/modules/toasts.js';
import { fixDialog } from './fixDialog.js';
import { suppressDialog } from './suppressDialog.js';

const NO_EDITOR = 'No editor of this project runs. Open the project in Unreal, then try again.';

/** The actions in the order of their buttons. `why` says why it cannot be done now, or gives null. */
export const ACTIONS = [
    {
        name: 'select', label: 'Select in DCC', icon: 'select', key: 's', isFirst: true, hint: 'Selects the node in the DCC it came from',
        why: item => (item.canSelect ? null : 'No running DCC has the source of this asset. Open its scene there, and look again on the page DCCs.'),
        run: async item => {
            const selected = await post(`/api/findings/${part(item.id)}/select`);
            toast(selected.missing.length > 0 ? 'info' : 'ok', selected.message);
        },
    },
    {
        name: 'fix', label: 'Safe fix…', icon: 'fix', key: 'f', hint: 'Shows what the rule can mend by itself',
        why: item => (!item.canFix ? 'This rule cannot mend it by itself: mend it in the DCC and send it again.' : item.editorId === null ? NO_EDITOR : null),
        run: item => fixDialog(item),
    },
    {
        name: 'show', label: 'Show in Unreal', icon: 'show', key: 'u', hint: 'Shows the asset in the content browser',
        why: item => (item.editorId === null ? NO_EDITOR : null),
        run: async item => {
            await post(`/api/findings/${part(item.id)}/show`);
            toast('ok', 'Unreal shows the asset in its content browser.');
        },
    },
    {
        name: 'validate', label: 'Validate again', icon: 'again', key: 'v', hint: 'Judges the asset anew',
        why: item => (item.editorId === null ? NO_EDITOR : null),
        run: async item => begun(await post(`/api/findings/${part(item.id)}/validate`)),
    },
    {
        name: 'open', label: 'Open source', icon: 'open', key: 'o', hint: 'Opens the source file',
        why: item => (!item.source ? 'The source of this asset is not known: it was not sent from this machine.' : !item.source.exists && !item.source.scene ? 'The source file is not there any more. Export it again from the DCC.' : null),
        run: async item => {
            await post(`/api/findings/${part(item.id)}/open-source`);
            toast('ok', 'The source is being opened.');
        },
    },
    {
        name: 'suppress', label: 'Suppress…', icon: 'suppressed', key: 'x', hint: 'Accepts the finding, with a reason',
        why: item => (item.suppressedBecause !== null ? 'It is suppressed already. Its entry stands in the DccBridge.settings.json of the project.' : item.editorId === null ? NO_EDITOR : null),
        run: item => suppressDialog(item),
    },
];

/** Validates the assets of all findings that are shown, project by project. */
export function validateShown(button, items) {
    return busy(button, async () => {
        const byEditor = new Map();
        for (const item of items) {
            if (item.editorId !== null) {
                byEditor.set(item.editorId, (byEditor.get(item.editorId) ?? new Set()).add(item.assetPath));
            }
        }

        if (byEditor.size === 0) {
            toast('info', NO_EDITOR);
        }

        for (const [editor, paths] of byEditor) {
            begun(await post('/api/validate', { editor, paths: [...paths], origin: 'dashboard' }));
        }
    });
}
