// The folder static/, put in by the runner.
declare const __ROOT__: string;
