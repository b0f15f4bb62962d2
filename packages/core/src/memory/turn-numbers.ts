/** Counts turns, for generators whose replies depend on how many there were before. */
export interface TurnNumbers {
  /** How many turns were asked for before this one. */
  next(): number;
}

/** Counts from 0. */
export function createTurnNumbers(): TurnNumbers {
  let turns = 0;
  return {
    next() {
      turns += 1;
      return turns - 1;
    },
  };
}
