/**
 * Data forms (XEP-0004) as plain records, with what XEP-0068, 0122 and 0221 add to them. Reading and building them is
 * protocol/data-form.ts, judging what somebody filled in check-form.ts.
 */

/** `form`: to be filled in; `result`: to be read; the other two are answers to a form. */
export type FormType = 'form' | 'submit' | 'cancel' | 'result';

export type FieldType =
  | 'boolean'
  | 'fixed'
  | 'hidden'
  | 'jid-multi'
  | 'jid-single'
  | 'list-multi'
  | 'list-single'
  | 'text-multi'
  | 'text-private'
  | 'text-single';

/** A form that a service wants to have filled in, or what it found. All texts are a stranger's: plain, and bounded. */
export interface DataForm {
  readonly type: FormType;
  /** FORM_TYPE, which tells what the names mean; only where it is hidden in forms and results (XEP-0068 §3). */
  readonly formType?: string;
  readonly title?: string;
  readonly instructions: readonly string[];
  /** In the order in which they are shown; each name once. */
  readonly fields: readonly FormField[];
  /** Of the table that a result may hold. */
  readonly columns: readonly FormColumn[];
  /** Its rows: values by the columns' names. */
  readonly rows: readonly FormRow[];
  /** There was more than security.md §8 lets in: the rest of the fields, or of the choices of one, is not here. */
  readonly cut: boolean;
}

export interface FormField {
  /** Undefined: shown, and never part of an answer. */
  readonly name?: string;
  readonly type: FieldType;
  readonly label?: string;
  /** Help for whoever fills it in. */
  readonly description?: string;
  readonly required: boolean;
  /** What it holds before anybody touches it; for `boolean` `1` or `0`, several only where the type has several. */
  readonly values: readonly string[];
  /** The choices of a list; each value once. */
  readonly options: readonly FormOption[];
  readonly rule?: FieldRule;
  readonly media?: FormMedia;
}

export interface FormOption {
  readonly value: string;
  /** The value, where the service gave no label. */
  readonly label: string;
}

/** What a value has to be (XEP-0122). */
export interface FieldRule {
  /** e.g. `xs:date`; one that is not known counts as `xs:string`. */
  readonly datatype: string;
  /** A list also takes what is none of its choices. */
  readonly open: boolean;
  /** Both ends belong to the range. */
  readonly min?: string;
  readonly max?: string;
  /** A stranger's regular expression: to be shown, never to be run (security.md §7). */
  readonly pattern?: string;
  /** How many choices of a list. */
  readonly least?: number;
  readonly most?: number;
}

/** What belongs to a field as a picture or a sound (XEP-0221); never fetched before somebody asks for it. */
export interface FormMedia {
  /** In pixels, as announced. */
  readonly width?: number;
  readonly height?: number;
  /** The same thing in several kinds. */
  readonly sources: readonly MediaSource[];
}

export interface MediaSource {
  /** MIME type, as announced. */
  readonly type: string;
  /** Of any scheme: whoever follows it checks it. */
  readonly url: string;
  /** What it is, where that came along (XEP-0231); its hash fits. */
  readonly data?: Uint8Array<ArrayBuffer>;
}

export interface FormColumn {
  readonly name: string;
  readonly type: FieldType;
  readonly label?: string;
}

export type FormRow = ReadonlyMap<string, readonly string[]>;

/** What somebody filled in: values by the fields' names. */
export type FormAnswers = ReadonlyMap<string, readonly string[]>;
