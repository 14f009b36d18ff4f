/** The calls of the area `app`: one delegation each. */
import { ok } from '../../../shared/errors.ts';
import type { appCalls } from '../../../shared/ipc/contract/app.ts';
import type { Handlers } from '../../../shared/ipc/types.ts';
import type { AppService } from '../../work/app.ts';
import { countryList } from '../../work/countries.ts';
import type { Line } from '../../work/line.ts';
import type { HandlerContext } from '../context.ts';

/** The handlers of this area. */
export type AppHandlers = Pick<Handlers, keyof typeof appCalls>;

/** What these handlers work with. */
export interface AppHandlerDeps {
  readonly app: AppService;
  readonly line: Line;
  readonly desktop: HandlerContext['desktop'];
  readonly copyText: (text: string) => Promise<void>;
}

/** Makes the handlers of this area. */
export function createAppHandlers({ app, line, desktop, copyText }: AppHandlerDeps): AppHandlers {
  return {
    appState: async () => ok(await app.state()),
    setPreferences: (change) => app.setPreferences(change),
    choosePerson: ({ name }) => app.choosePerson(name),
    addPerson: ({ name }) => app.addPerson(name),
    retirePerson: ({ name }) => app.retirePerson(name),
    setPracticeMode: ({ on }) => app.setPracticeMode(on),
    openLink: async ({ link }) => {
      await desktop.openLink(link);
      return ok({});
    },
    openGuide: async () => {
      await desktop.openGuide();
      return ok({});
    },
    showDataFolder: async () => {
      await desktop.showDataFolder();
      return ok({});
    },
    copyText: async ({ text }) => {
      await copyText(text);
      return ok({});
    },
    checkLine: async () => ok(await line.check()),
    countries: () => ok(countryList()),
  };
}
