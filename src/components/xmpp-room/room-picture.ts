/** A room's picture in its header: for rooms that have one, and without moving what stands there by more than a look. */
import { avatarOf } from '../../session/room-avatar.js';
import type { Room } from '../../session/room.js';
import { adopt, css } from '../shared/sheet.js';

/** The name and the subject are moved aside by a transform, which shifts no layout. */
const pictureStyles = css`
  .room-picture {
    position: absolute;
    inset-inline-start: var(--_edge);
    inset-block-start: 50%;
    inline-size: calc(var(--_size) * 2.5);
    block-size: calc(var(--_size) * 2.5);
    translate: 0 -50%;
    border-radius: 50%;
    object-fit: cover;
  }

  header.pictured .titles {
    --_aside: calc(var(--_size) * 2.5 + var(--_space) * 1.5);
    padding-inline-end: var(--_aside);
    translate: var(--_aside);
  }

  header.pictured:dir(rtl) .titles {
    translate: calc(var(--_aside) * -1);
  }

  @media (prefers-reduced-motion: no-preference) {
    .room-picture {
      animation: show-picture 0.2s;
    }

    header.pictured .titles {
      transition: translate 0.2s;
    }

    @keyframes show-picture {
      from {
        opacity: 0;
      }
    }
  }
`;

/** By the root of the element that shows the room. */
const shown = new WeakMap<ShadowRoot, RoomPicture>();

/** Shows the picture of `room`, if it has one, from now on. */
export function showPicture(root: ShadowRoot, room: Room): void {
  const picture = shown.get(root) ?? new RoomPicture(root);
  shown.set(root, picture);
  picture.follow(room);
}

class RoomPicture {
  readonly #image = document.createElement('img');
  #avatar: ReturnType<typeof avatarOf> | undefined;

  constructor(readonly root: ShadowRoot) {
    adopt(root, pictureStyles);
    this.#image.className = 'room-picture';
    this.#image.alt = ''; // its name stands beside it
    this.#image.part.add('avatar');
  }

  follow(room: Room): void {
    const avatar = avatarOf(room);
    if (avatar !== this.#avatar) {
      this.#avatar?.removeEventListener('change', this.#show);
      avatar.addEventListener('change', this.#show);
      this.#avatar = avatar;
    }
    this.#show();
  }

  readonly #show = () => {
    const url = this.#avatar?.current?.url;
    const header = this.root.querySelector('header');
    header?.classList.toggle('pictured', url !== undefined);
    if (url === undefined || !header) {
      this.#image.remove();
      return;
    }
    if (this.#image.src !== url) this.#image.src = url;
    if (this.#image.parentElement !== header) header.prepend(this.#image);
  };
}
