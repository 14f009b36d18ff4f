/** The fuses of a packaged program, held against electron-builder.yml. */
import { FuseV1Options } from '@electron/fuses';
import { readConfiguration } from './package-stand-in.ts';

/** What was read from a program: a character's code for each fuse. */
export type FuseWire = { readonly [place in FuseV1Options]?: number | undefined };

/** The configuration's names of the fuses with their place in the program. */
export const FUSES: readonly (readonly [name: string, place: FuseV1Options])[] = [
  ['runAsNode', FuseV1Options.RunAsNode],
  ['enableCookieEncryption', FuseV1Options.EnableCookieEncryption],
  ['enableNodeOptionsEnvironmentVariable', FuseV1Options.EnableNodeOptionsEnvironmentVariable],
  ['enableNodeCliInspectArguments', FuseV1Options.EnableNodeCliInspectArguments],
  ['enableEmbeddedAsarIntegrityValidation', FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
  ['onlyLoadAppFromAsar', FuseV1Options.OnlyLoadAppFromAsar],
  ['loadBrowserProcessSpecificV8Snapshot', FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
  ['grantFileProtocolExtraPrivileges', FuseV1Options.GrantFileProtocolExtraPrivileges],
];

const STATES = new Map([
  ['0'.charCodeAt(0), false],
  ['1'.charCodeAt(0), true],
]);

/** A line for every fuse that is not as configured, or that the configuration leaves open. */
export function fuseProblems(wire: FuseWire): readonly string[] {
  const wanted = readConfiguration().electronFuses;
  return FUSES.flatMap(([name, place]) => {
    const state = wire[place];
    const found = state === undefined ? undefined : STATES.get(state);
    if (found !== undefined && found === wanted[name]) return [];
    return [`fuse ${name}: wanted ${String(wanted[name])}, found ${String(found)}`];
  });
}
