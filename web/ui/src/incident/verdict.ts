// verdict.ts: each verdict has a sign of its own shape.
import type { IconName } from '../ui/icons';
import type { Verdict } from './promise';

export const VERDICT_ICONS: Record<Verdict, IconName> = {
  likely: 'check',
  risk: 'risk',
  unlikely: 'warn',
  met: 'check',
  missed: 'cross',
};
