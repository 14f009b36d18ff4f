/** Does what the operator chose in the application's menu. Draws nothing. */
import { useLocation } from 'wouter';
import { useAction, useEvent } from '../api/calls.ts';
import { paths } from '../routes.tsx';

/** Listens to the application's menu. */
export function MenuCommands(): null {
  const [, go] = useLocation();
  const guide = useAction('openGuide');
  useEvent('menuCommand', ({ command }) => {
    switch (command) {
      case 'new_list':
        go(paths.newList());
        break;
      case 'history':
        go(paths.history());
        break;
      case 'settings':
        go(paths.settings());
        break;
      case 'about':
        go(paths.settings('about'));
        break;
      case 'guide':
        void guide.run({});
        break;
    }
  });
  return null;
}
