/** The stand-in's way to the process that drives the browser, and what was given at the start. */
import { createLink } from '../link.ts';
import { SETTINGS_VARIABLE, type StandInSettings } from './settings.ts';

/** What was given at the start. */
export const settings = JSON.parse(process.env[SETTINGS_VARIABLE] ?? '{}') as StandInSettings;

/** The driver. Without it (its process died) there is no screen left to run for. */
export const host = createLink(process);

process.on('disconnect', () => process.exit(1));
