// Letting a plan play: one period after another, at a speed, to its end.
import { useEffect, useState } from "react";

export const SPEEDS = [0.5, 1, 2, 4] as const;

const STEP = 1000; // milliseconds a period at speed 1

interface Playing {
  isPlaying: boolean;
  speed: number;
  setSpeed: (speed: number) => void;
  play: () => void;
  pause: () => void;
}

/** Plays from `period` on to the last; `onPeriod` shows one, `onEnd` the one where it stops. */
export function usePlaying(
  nPeriods: number,
  period: number | null,
  onPeriod: (period: number) => void,
  onEnd: (period: number) => void,
): Playing {
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(1);
  useEffect(() => {
    if (!isPlaying) return;
    const next = setTimeout(() => {
      const after = (period ?? -1) + 1;
      if (after < nPeriods) onPeriod(after);
      if (after >= nPeriods - 1) {
        setPlaying(false);
        onEnd(nPeriods - 1);
      }
    }, STEP / speed);
    return () => {
      clearTimeout(next);
    };
  }, [isPlaying, period, speed, nPeriods, onPeriod, onEnd]);
  return {
    isPlaying,
    speed,
    setSpeed,
    play: () => {
      if (period === nPeriods - 1) onPeriod(0); // at the end it begins anew
      setPlaying(true);
    },
    pause: () => {
      setPlaying(false);
      if (period !== null) onEnd(period);
    },
  };
}
