/** Two soft notes, made here: nothing is loaded. Silent where the browser wants the visitor to do something first. */

/** Hz: a fourth. */
const NOTES = [659, 880];
const NOTE_S = 0.14;
/** Of full volume. */
const LOUDNESS = 0.08;

let audio: AudioContext | undefined;

export function chime(): void {
  audio ??= new AudioContext();
  const { currentTime, destination } = audio;
  NOTES.forEach((frequency, i) => {
    const start = currentTime + i * NOTE_S;
    const end = start + NOTE_S * 3;
    const tone = new OscillatorNode(audio as AudioContext, { frequency });
    const gain = new GainNode(audio as AudioContext, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(LOUDNESS, start + NOTE_S / 10);
    gain.gain.exponentialRampToValueAtTime(0.0001, end);
    tone.connect(gain).connect(destination);
    tone.start(start);
    tone.stop(end);
  });
}
