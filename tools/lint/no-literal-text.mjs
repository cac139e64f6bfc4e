/** Bans words in templates and in what is read out: they come from the catalogue, so that all can be translated. */

const message = 'Words come from the catalogue: src/components/shared/strings.ts, or those of the part.';
const SPOKEN = 'aria-(label|description|roledescription|valuetext)|title|placeholder|alt';
const SPOKEN_PROPERTIES =
  'aria(Label|Description|RoleDescription|ValueText)|title|placeholder|alt|textContent';
const TEMPLATE = 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] > TemplateLiteral > TemplateElement';

/** For no-restricted-syntax. A part of a template starts or ends among text where no quote or `=` stands between. */
export const LITERAL_TEXT = [
  { selector: String.raw`${TEMPLATE}[value.raw=/(^|>)[^<>="']*[A-Za-z]{2}[^<>="']*(<|$)/]`, message },
  { selector: String.raw`${TEMPLATE}[value.raw=/\s(${SPOKEN})="[^"]*[A-Za-z]{2}/]`, message },
  {
    selector: `CallExpression[callee.property.name="setAttribute"][arguments.0.value=/^(${SPOKEN})$/][arguments.1.value=/[A-Za-z]{2}/]`,
    message,
  },
  {
    selector: `AssignmentExpression[left.property.name=/^(${SPOKEN_PROPERTIES})$/][right.value=/[A-Za-z]{2}/]`,
    message,
  },
];
