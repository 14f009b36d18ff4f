/** What the driver tells the stand-in at its start, in the environment. */

/** The settings. */
export interface StandInSettings {
  /** Electron's folder for its own state. */
  readonly userData: string;
  /** A language tag such as `fr-FR`. */
  readonly locale: string;
  readonly dark: boolean;
  readonly online: boolean;
  /** What `safeStorage` claims to encrypt with. */
  readonly secretStore: 'gnome_libsecret' | 'basic_text' | 'unavailable';
  readonly version: string;
  /** The repository. */
  readonly root: string;
}

/** The name of the environment variable that carries the settings as JSON. */
export const SETTINGS_VARIABLE = 'POSTBAG_STAND_IN';
