// Icons of the dashboard, drawn for it: 16 units wide, in the colour of the text. They say nothing to a screen reader; the word beside them does.
const SPACE = 'http://www.w3.org/2000/svg';

const PATHS = {
    error: 'M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM8 4.6v4M8 11.1v.1',
    warning: 'M8 2 14.6 13.6H1.4zM8 6.3v3.3M8 11.5v.1',
    info: 'M8 1.6a6.4 6.4 0 1 1 0 12.8A6.4 6.4 0 0 1 8 1.6M8 7.3v3.9M8 4.8v.1',
    ok: 'M8 1.6a6.4 6.4 0 1 1 0 12.8A6.4 6.4 0 0 1 8 1.6M5 8.2l2.2 2.2L11.2 6',
    suppressed: 'M8 1.6a6.4 6.4 0 1 1 0 12.8A6.4 6.4 0 0 1 8 1.6M3.6 3.6l8.8 8.8',
    waiting: 'M8 1.6a6.4 6.4 0 1 1 0 12.8A6.4 6.4 0 0 1 8 1.6M8 4.4V8l2.6 1.7',
    running: 'M13.8 6.2A6.2 6.2 0 0 0 2.6 5M2.2 9.8A6.2 6.2 0 0 0 13.4 11M2.2 2.2V5h2.8M13.8 13.8V11H11',
    stop: 'M3 3h10v10H3z',
    editors: 'M2 2.5h12v8.6H2zM5.5 13.8h5M8 11.2v2.6',
    activity: 'M1.5 8.5h3l2-5.5 3.2 10 2-4.5h2.8',
    findings: 'M2 3.5l1 1 1.7-1.9M2 8l1 1 1.7-1.9M2 12.5l1 1 1.7-1.9M7.5 3.5H14M7.5 8H14M7.5 12.5H14',
    dccs: 'M8 1.6 13.8 4.8v6.4L8 14.4 2.2 11.2V4.8zM2.2 4.8 8 8l5.8-3.2M8 8v6.4',
    sources: 'M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3M5.8 8.5h4.4M5.8 11h3',
    settings: 'M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 2.7a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6M6 9.7a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6',
    doctor: 'M8 2.5v11M2.5 8h11',
    logs: 'M2 3h12M2 6.3h8M2 9.7h12M2 13h6',
    menu: 'M2 4h12M2 8h12M2 12h12',
    close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
    back: 'M13.5 8h-11M7 3.5 2.5 8 7 12.5',
    next: 'M6 3.5 10.5 8 6 12.5',
    search: 'M7 2.3a4.7 4.7 0 1 1 0 9.4 4.7 4.7 0 0 1 0-9.4M10.5 10.5l3.5 3.5',
    light: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M8 1.3v1.5M8 13.2v1.5M1.3 8h1.5M13.2 8h1.5M3.3 3.3l1 1M11.7 11.7l1 1M12.7 3.3l-1 1M4.3 11.7l-1 1',
    dark: 'M13.6 9.7A6 6 0 0 1 6.3 2.4a6 6 0 1 0 7.3 7.3z',
    auto: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 1.8v12.4M8 5l4.7-1.3M8 8h6.2M8 11l4.7 1.3',
    keys: 'M1.5 4h13v8h-13zM4 6.5v.1M6.6 6.5v.1M9.3 6.5v.1M12 6.5v.1M4.5 9.5h7',
    select: 'M3 2.5l9.5 4-4.2 1.6L6.6 12.5zM9 9l4 4',
    show: 'M1.5 8C3 5 5.3 3.5 8 3.5S13 5 14.5 8C13 11 10.7 12.5 8 12.5S3 11 1.5 8M8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4',
    again: 'M13.5 8A5.5 5.5 0 1 1 11.6 3.8M13.5 1.8v3.4h-3.4',
    fix: 'M13.8 4.2a3.5 3.5 0 0 1-4.7 4.1l-5 5a1.2 1.2 0 0 1-1.7-1.7l5-5A3.5 3.5 0 0 1 11.7 2L9.8 3.9l.3 2 2 .3z',
    open: 'M6.5 3H3v10h10V9.5M9.5 2.5h4v4M13.5 2.5 7.5 8.5',
    undo: 'M2.5 6h7.5a3.5 3.5 0 0 1 0 7H6M5.5 2.5 2 6l3.5 3.5',
    send: 'M8 13.5V3M3.5 7.5 8 3l4.5 4.5',
    copy: 'M5.5 5.5h8v8h-8zM10.5 2.5h-8v8',
    offline: 'M2 2l12 12M5 11.5a4 4 0 0 1 1.8-1.2M2.5 8.5a8 8 0 0 1 2.7-1.7M13.5 8.5A8 8 0 0 0 8.5 6M8 13.4v.1',
};

/** An icon by its name. */
export function icon(name) {
    const drawing = document.createElementNS(SPACE, 'svg');
    drawing.setAttribute('viewBox', '0 0 16 16');
    drawing.setAttribute('class', `icon icon-${name}`);
    drawing.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(SPACE, 'path');
    path.setAttribute('d', PATHS[name]);
    drawing.append(path);
    return drawing;
}
