// answers.ts: which answers an officer may enter at which state of an offer,
// the likeliest first (the transition table of dispatch/offer.go).
import type { Answer, OfferState } from '../api/types';

export const ANSWERS: Record<OfferState, readonly Answer[]> = {
  asked: ['accept', 'decline', 'arrived'],
  silent: ['accept', 'decline', 'arrived'],
  unreachable: ['accept', 'decline', 'arrived'],
  declined: ['accept', 'arrived'],
  withdrawn: ['accept', 'arrived'],
  accepted: ['arrived', 'done', 'withdraw'],
  arrived: ['done', 'withdraw'],
  done: [],
  stood_down: [],
};
