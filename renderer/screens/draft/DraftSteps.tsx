/** The steps above a list being prepared: those before sending can be gone to and fro. */
import type { ReactElement } from 'react';
import { Steps, type Step } from '../../components/Steps.tsx';
import { paths } from '../../routes.tsx';

/** The steps of a draft. */
export function DraftSteps({
  id,
  current,
}: {
  readonly id: string;
  readonly current: Step;
}): ReactElement {
  return (
    <Steps
      current={current}
      addresses={{
        list: paths.list(id),
        message: paths.message(id),
        preview: paths.preview(id),
        send: null,
      }}
    />
  );
}
