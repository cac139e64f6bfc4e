/** What is said of one's own picture: loaded when somebody wants to change it. */

export const pictureEnglish = {
  about: 'Your contacts see it, and people in rooms with you may, too.',
  none: 'You have no picture',
  now: 'Your picture now',
  chosen: 'Your new picture',
  choose: 'Choose a picture',
  chooseOther: 'Choose another one',
  hint: 'Or drop one here, or paste it.',
  cut: 'Cut to a square from its middle; many show the circle in it.',
  remove: 'Remove the picture',
  save: 'Save',
  saving: 'Saving…',
  saved: 'Your picture is saved',
  removed: 'Your picture is removed',
  notPicture: 'This is no picture that can be used here. Choose a PNG, JPEG, GIF or WebP.',
  tooLarge: 'This picture is too large. Choose one of at most 32 MB and 40 megapixels.',
  unreadable: 'This picture cannot be read. It may be damaged.',
  tooLargeForServer: 'Your server does not take pictures of this size.',
  unsupported: 'Your server keeps no pictures.',
  offline: 'There is no connection. You can change your picture once there is.',
};

export interface PictureWords {
  readonly picture: typeof pictureEnglish;
}
