/** Shortcuts as Electron's menus write them, and as the page reports keys. */

/** `CmdOrCtrl+Shift+O` as the page names keys: `ctrl+shift+o`. */
export function keysOf(accelerator: string): string {
  const names = accelerator
    .toLowerCase()
    .split('+')
    .map((name) => ALIASES[name] ?? name);
  const order = ['ctrl', 'alt', 'shift'];
  const key = names.find((name) => !order.includes(name)) ?? '';
  return [...order.filter((name) => names.includes(name)), key].join('+');
}

const ALIASES: Readonly<Record<string, string>> = {
  cmdorctrl: 'ctrl',
  commandorcontrol: 'ctrl',
  control: 'ctrl',
  cmd: 'ctrl',
  command: 'ctrl',
  option: 'alt',
  plus: '+',
};
