/** What is said of a name that will not do: loaded with those parts that ask for one. */

export const nameEnglish = {
  nameEmpty: 'Enter a name',
  nameTaken: (nick: string) => `“${nick}” is taken here. Choose another name.`,
  nameReserved: 'This room keeps names for its members.',
  registeredAs: (nick: string) => `You are registered here as ${nick}.`,
};
