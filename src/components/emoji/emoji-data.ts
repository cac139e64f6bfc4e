/** Emoji, one a line. Made by tools/emoji-data.mjs of emojibase-data 17.0.0 (MIT, Miles Johnson); not to be edited. */

/** An empty line between groups; with a `+` where there are skin tones. */
export const GLYPHS = `😀
😃
😄
😁
😆
😅
🤣
😂
🙂
🙃
🫠
😉
😊
😇
🥰
😍
🤩
😘
😗
☺
😚
😙
🥲
😋
😛
😜
🤪
😝
🤑
🤗
🤭
🫢
🫣
🤫
🤔
🫡
🤐
🤨
😐
😑
😶
🫥
😶‍🌫
😏
😒
🙄
😬
😮‍💨
🤥
🫨
🙂‍↔
🙂‍↕
😌
😔
😪
🤤
😴
🫩
😷
🤒
🤕
🤢
🤮
🤧
🥵
🥶
🥴
😵
😵‍💫
🤯
🤠
🥳
🥸
😎
🤓
🧐
😕
🫤
😟
🙁
☹
😮
😯
😲
😳
🥺
🥹
😦
😧
😨
😰
😥
😢
😭
😱
😖
😣
😞
😓
😩
😫
🥱
😤
😡
😠
🤬
😈
👿
💀
☠
💩
🤡
👹
👺
👻
👽
👾
🤖
😺
😸
😹
😻
😼
😽
🙀
😿
😾
🙈
🙉
🙊
💌
💘
💝
💖
💗
💓
💞
💕
💟
❣
💔
❤‍🔥
❤‍🩹
❤
🩷
🧡
💛
💚
💙
🩵
💜
🤎
🖤
🩶
🤍
💋
💯
💢
💥
💫
💦
💨
🕳
💬
👁‍🗨
🗨
🗯
💭
💤

👋+
🤚+
🖐+
✋+
🖖+
🫱+
🫲+
🫳+
🫴+
🫷+
🫸+
👌+
🤌+
🤏+
✌+
🤞+
🫰+
🤟+
🤘+
🤙+
👈+
👉+
👆+
🖕+
👇+
☝+
🫵+
👍+
👎+
✊+
👊+
🤛+
🤜+
👏+
🙌+
🫶+
👐+
🤲+
🤝+
🙏+
✍+
💅+
🤳+
💪+
🦾
🦿
🦵+
🦶+
👂+
🦻+
👃+
🧠
🫀
🫁
🦷
🦴
👀
👁
👅
👄
🫦
👶+
🧒+
👦+
👧+
🧑+
👱+
👨+
🧔+
👩+
🧑‍🦰+
🧑‍🦱+
🧑‍🦳+
🧑‍🦲+
🧓+
👴+
👵+
🙍+
🙎+
🙅+
🙆+
💁+
🙋+
🧏+
🙇+
🤦+
🤷+
🧑‍⚕+
🧑‍🎓+
🧑‍🏫+
🧑‍⚖+
🧑‍🌾+
🧑‍🍳+
🧑‍🔧+
🧑‍🏭+
🧑‍💼+
🧑‍🔬+
🧑‍💻+
🧑‍🎤+
🧑‍🎨+
🧑‍✈+
🧑‍🚀+
🧑‍🚒+
👮+
🕵+
💂+
🥷+
👷+
🫅+
🤴+
👸+
👳+
👲+
🧕+
🤵+
👰+
🤰+
🫃+
🫄+
🤱+
🧑‍🍼+
👼+
🎅+
🤶+
🧑‍🎄+
🦸+
🦹+
🧙+
🧚+
🧛+
🧜+
🧝+
🧞
🧟
🧌
💆+
💇+
🚶+
🧍+
🧎+
🧑‍🦯+
🧑‍🦼+
🧑‍🦽+
🏃+
💃+
🕺+
🕴+
👯+
🧖+
🧗+
🤺
🏇+
⛷
🏂+
🏌+
🏄+
🚣+
🏊+
⛹+
🏋+
🚴+
🚵+
🤸+
🤼+
🤽+
🤾+
🤹+
🧘+
🛀+
🛌+
🧑‍🤝‍🧑
👭+
👫+
👬+
💏+
💑+
🗣
👤
👥
🫂
👪
🧑‍🧑‍🧒
🧑‍🧑‍🧒‍🧒
🧑‍🧒
🧑‍🧒‍🧒
👣
🫆

🐵
🐒
🦍
🦧
🐶
🐕
🦮
🐕‍🦺
🐩
🐺
🦊
🦝
🐱
🐈
🐈‍⬛
🦁
🐯
🐅
🐆
🐴
🫎
🫏
🐎
🦄
🦓
🦌
🦬
🐮
🐂
🐃
🐄
🐷
🐖
🐗
🐽
🐏
🐑
🐐
🐪
🐫
🦙
🦒
🐘
🦣
🦏
🦛
🐭
🐁
🐀
🐹
🐰
🐇
🐿
🦫
🦔
🦇
🐻
🐻‍❄
🐨
🐼
🦥
🦦
🦨
🦘
🦡
🐾
🦃
🐔
🐓
🐣
🐤
🐥
🐦
🐧
🕊
🦅
🦆
🦢
🦉
🦤
🪶
🦩
🦚
🦜
🪽
🐦‍⬛
🪿
🐦‍🔥
🐸
🐊
🐢
🦎
🐍
🐲
🐉
🦕
🦖
🐳
🐋
🐬
🦭
🐟
🐠
🐡
🦈
🐙
🐚
🪸
🪼
🦀
🦞
🦐
🦑
🦪
🐌
🦋
🐛
🐜
🐝
🪲
🐞
🦗
🪳
🕷
🕸
🦂
🦟
🪰
🪱
🦠
💐
🌸
💮
🪷
🏵
🌹
🥀
🌺
🌻
🌼
🌷
🪻
🌱
🪴
🌲
🌳
🌴
🌵
🌾
🌿
☘
🍀
🍁
🍂
🍃
🪹
🪺
🍄
🪾

🍇
🍈
🍉
🍊
🍋
🍋‍🟩
🍌
🍍
🥭
🍎
🍏
🍐
🍑
🍒
🍓
🫐
🥝
🍅
🫒
🥥
🥑
🍆
🥔
🥕
🌽
🌶
🫑
🥒
🥬
🥦
🧄
🧅
🥜
🫘
🌰
🫚
🫛
🍄‍🟫
🫜
🍞
🥐
🥖
🫓
🥨
🥯
🥞
🧇
🧀
🍖
🍗
🥩
🥓
🍔
🍟
🍕
🌭
🥪
🌮
🌯
🫔
🥙
🧆
🥚
🍳
🥘
🍲
🫕
🥣
🥗
🍿
🧈
🧂
🥫
🍱
🍘
🍙
🍚
🍛
🍜
🍝
🍠
🍢
🍣
🍤
🍥
🥮
🍡
🥟
🥠
🥡
🍦
🍧
🍨
🍩
🍪
🎂
🍰
🧁
🥧
🍫
🍬
🍭
🍮
🍯
🍼
🥛
☕
🫖
🍵
🍶
🍾
🍷
🍸
🍹
🍺
🍻
🥂
🥃
🫗
🥤
🧋
🧃
🧉
🧊
🥢
🍽
🍴
🥄
🔪
🫙
🏺

🎃
🎄
🎆
🎇
🧨
✨
🎈
🎉
🎊
🎋
🎍
🎎
🎏
🎐
🎑
🧧
🎀
🎁
🎗
🎟
🎫
🎖
🏆
🏅
🥇
🥈
🥉
⚽
⚾
🥎
🏀
🏐
🏈
🏉
🎾
🥏
🎳
🏏
🏑
🏒
🥍
🏓
🏸
🥊
🥋
🥅
⛳
⛸
🎣
🤿
🎽
🎿
🛷
🥌
🎯
🪀
🪁
🔫
🎱
🔮
🪄
🎮
🕹
🎰
🎲
🧩
🧸
🪅
🪩
🪆
♠
♥
♦
♣
♟
🃏
🀄
🎴
🎭
🖼
🎨
🧵
🪡
🧶
🪢

🌍
🌎
🌏
🌐
🗺
🗾
🧭
🏔
⛰
🌋
🗻
🏕
🏖
🏜
🏝
🏞
🏟
🏛
🏗
🧱
🪨
🪵
🛖
🏘
🏚
🏠
🏡
🏢
🏣
🏤
🏥
🏦
🏨
🏩
🏪
🏫
🏬
🏭
🏯
🏰
💒
🗼
🗽
⛪
🕌
🛕
🕍
⛩
🕋
⛲
⛺
🌁
🌃
🏙
🌄
🌅
🌆
🌇
🌉
♨
🎠
🛝
🎡
🎢
💈
🎪
🚂
🚃
🚄
🚅
🚆
🚇
🚈
🚉
🚊
🚝
🚞
🚋
🚌
🚍
🚎
🚐
🚑
🚒
🚓
🚔
🚕
🚖
🚗
🚘
🚙
🛻
🚚
🚛
🚜
🏎
🏍
🛵
🦽
🦼
🛺
🚲
🛴
🛹
🛼
🚏
🛣
🛤
🛢
⛽
🛞
🚨
🚥
🚦
🛑
🚧
⚓
🛟
⛵
🛶
🚤
🛳
⛴
🛥
🚢
✈
🛩
🛫
🛬
🪂
💺
🚁
🚟
🚠
🚡
🛰
🚀
🛸
🛎
🧳
⌛
⏳
⌚
⏰
⏱
⏲
🕰
🕛
🕐
🕑
🕒
🕓
🕔
🕕
🕖
🕗
🕘
🕙
🕚
🌑
🌒
🌓
🌔
🌕
🌖
🌗
🌘
🌙
🌚
🌛
🌜
🌡
☀
🌝
🌞
🪐
⭐
🌟
🌠
🌌
☁
⛅
⛈
🌤
🌥
🌦
🌧
🌨
🌩
🌪
🌫
🌬
🌀
🌈
🌂
☂
☔
⛱
⚡
❄
☃
⛄
☄
🔥
💧
🌊

👓
🕶
🥽
🥼
🦺
👔
👕
👖
🧣
🧤
🧥
🧦
👗
👘
🥻
🩱
🩲
🩳
👙
👚
🪭
👛
👜
👝
🛍
🎒
🩴
👞
👟
🥾
🥿
👠
👡
🩰
👢
🪮
👑
👒
🎩
🎓
🧢
🪖
⛑
📿
💄
💍
💎
🔇
🔈
🔉
🔊
📢
📣
📯
🔔
🔕
🎼
🎵
🎶
🎙
🎚
🎛
🎤
🎧
📻
🎷
🎺
🪗
🎸
🎹
🎻
🪕
🥁
🪘
🪇
🪈
🪉
📱
📲
☎
📞
📟
📠
🔋
🪫
🔌
💻
🖥
🖨
⌨
🖱
🖲
💽
💾
💿
📀
🧮
🎥
🎞
📽
🎬
📺
📷
📸
📹
📼
🔍
🔎
🕯
💡
🔦
🏮
🪔
📔
📕
📖
📗
📘
📙
📚
📓
📒
📃
📜
📄
📰
🗞
📑
🔖
🏷
🪙
💰
💴
💵
💶
💷
💸
💳
🧾
💹
✉
📧
📨
📩
📤
📥
📦
📫
📪
📬
📭
📮
🗳
✏
✒
🖋
🖊
🖌
🖍
📝
💼
📁
📂
🗂
📅
📆
🗒
🗓
📇
📈
📉
📊
📋
📌
📍
📎
🖇
📏
📐
✂
🗃
🗄
🗑
🔒
🔓
🔏
🔐
🔑
🗝
🔨
🪓
⛏
⚒
🛠
🗡
⚔
💣
🪃
🏹
🛡
🪚
🔧
🪛
🔩
⚙
🗜
⚖
🦯
🔗
⛓‍💥
⛓
🪝
🧰
🧲
🪜
🪏
⚗
🧪
🧫
🧬
🔬
🔭
📡
💉
🩸
💊
🩹
🩼
🩺
🩻
🚪
🛗
🪞
🪟
🛏
🛋
🪑
🚽
🪠
🚿
🛁
🪤
🪒
🧴
🧷
🧹
🧺
🧻
🪣
🧼
🫧
🪥
🧽
🧯
🛒
🚬
⚰
🪦
⚱
🧿
🪬
🗿
🪧
🪪

🏧
🚮
🚰
♿
🚹
🚺
🚻
🚼
🚾
🛂
🛃
🛄
🛅
⚠
🚸
⛔
🚫
🚳
🚭
🚯
🚱
🚷
📵
🔞
☢
☣
⬆
↗
➡
↘
⬇
↙
⬅
↖
↕
↔
↩
↪
⤴
⤵
🔃
🔄
🔙
🔚
🔛
🔜
🔝
🛐
⚛
🕉
✡
☸
☯
✝
☦
☪
☮
🕎
🔯
🪯
♈
♉
♊
♋
♌
♍
♎
♏
♐
♑
♒
♓
⛎
🔀
🔁
🔂
▶
⏩
⏭
⏯
◀
⏪
⏮
🔼
⏫
🔽
⏬
⏸
⏹
⏺
⏏
🎦
🔅
🔆
📶
🛜
📳
📴
♀
♂
⚧
✖
➕
➖
➗
🟰
♾
‼
⁉
❓
❔
❕
❗
〰
💱
💲
⚕
♻
⚜
🔱
📛
🔰
⭕
✅
☑
✔
❌
❎
➰
➿
〽
✳
✴
❇
©
®
™
🫟
#️⃣
*️⃣
0️⃣
1️⃣
2️⃣
3️⃣
4️⃣
5️⃣
6️⃣
7️⃣
8️⃣
9️⃣
🔟
🔠
🔡
🔢
🔣
🔤
🅰
🆎
🅱
🆑
🆒
🆓
ℹ
🆔
Ⓜ
🆕
🆖
🅾
🆗
🅿
🆘
🆙
🆚
🔴
🟠
🟡
🟢
🔵
🟣
🟤
⚫
⚪
🟥
🟧
🟨
🟩
🟦
🟪
🟫
⬛
⬜
◼
◻
◾
◽
▪
▫
🔶
🔷
🔸
🔹
🔺
🔻
💠
🔘
🔳
🔲

🏁
🚩
🎌
🏴
🏳
🏳‍🌈
🏳‍⚧
🏴‍☠
🏴󠁧󠁢󠁥󠁮󠁧󠁿
🏴󠁧󠁢󠁳󠁣󠁴󠁿
🏴󠁧󠁢󠁷󠁬󠁳󠁿`;

/** In English, in the same order. */
export const LABELS = `grinning face
grinning face with big eyes
grinning face with smiling eyes
beaming face with smiling eyes
grinning squinting face
grinning face with sweat
rolling on the floor laughing
face with tears of joy
slightly smiling face
upside-down face
melting face
winking face
smiling face with smiling eyes
smiling face with halo
smiling face with hearts
smiling face with heart-eyes
star-struck
face blowing a kiss
kissing face
smiling face
kissing face with closed eyes
kissing face with smiling eyes
smiling face with tear
face savoring food
face with tongue
winking face with tongue
zany face
squinting face with tongue
money-mouth face
smiling face with open hands
face with hand over mouth
face with open eyes and hand over mouth
face with peeking eye
shushing face
thinking face
saluting face
zipper-mouth face
face with raised eyebrow
neutral face
expressionless face
face without mouth
dotted line face
face in clouds
smirking face
unamused face
face with rolling eyes
grimacing face
face exhaling
lying face
shaking face
head shaking horizontally
head shaking vertically
relieved face
pensive face
sleepy face
drooling face
sleeping face
face with bags under eyes
face with medical mask
face with thermometer
face with head-bandage
nauseated face
face vomiting
sneezing face
hot face
cold face
woozy face
face with crossed-out eyes
face with spiral eyes
exploding head
cowboy hat face
partying face
disguised face
smiling face with sunglasses
nerd face
face with monocle
confused face
face with diagonal mouth
worried face
slightly frowning face
frowning face
face with open mouth
hushed face
astonished face
flushed face
pleading face
face holding back tears
frowning face with open mouth
anguished face
fearful face
anxious face with sweat
sad but relieved face
crying face
loudly crying face
face screaming in fear
confounded face
persevering face
disappointed face
downcast face with sweat
weary face
tired face
yawning face
face with steam from nose
enraged face
angry face
face with symbols on mouth
smiling face with horns
angry face with horns
skull
skull and crossbones
pile of poo
clown face
ogre
goblin
ghost
alien
alien monster
robot
grinning cat
grinning cat with smiling eyes
cat with tears of joy
smiling cat with heart-eyes
cat with wry smile
kissing cat
weary cat
crying cat
pouting cat
see-no-evil monkey
hear-no-evil monkey
speak-no-evil monkey
love letter
heart with arrow
heart with ribbon
sparkling heart
growing heart
beating heart
revolving hearts
two hearts
heart decoration
heart exclamation
broken heart
heart on fire
mending heart
red heart
pink heart
orange heart
yellow heart
green heart
blue heart
light blue heart
purple heart
brown heart
black heart
grey heart
white heart
kiss mark
hundred points
anger symbol
collision
dizzy
sweat droplets
dashing away
hole
speech balloon
eye in speech bubble
left speech bubble
right anger bubble
thought balloon
ZZZ
waving hand
raised back of hand
hand with fingers splayed
raised hand
vulcan salute
rightwards hand
leftwards hand
palm down hand
palm up hand
leftwards pushing hand
rightwards pushing hand
OK hand
pinched fingers
pinching hand
victory hand
crossed fingers
hand with index finger and thumb crossed
love-you gesture
sign of the horns
call me hand
backhand index pointing left
backhand index pointing right
backhand index pointing up
middle finger
backhand index pointing down
index pointing up
index pointing at the viewer
thumbs up
thumbs down
raised fist
oncoming fist
left-facing fist
right-facing fist
clapping hands
raising hands
heart hands
open hands
palms up together
handshake
folded hands
writing hand
nail polish
selfie
flexed biceps
mechanical arm
mechanical leg
leg
foot
ear
ear with hearing aid
nose
brain
anatomical heart
lungs
tooth
bone
eyes
eye
tongue
mouth
biting lip
baby
child
boy
girl
person
person: blond hair
man
person: beard
woman
person: red hair
person: curly hair
person: white hair
person: bald
older person
old man
old woman
person frowning
person pouting
person gesturing NO
person gesturing OK
person tipping hand
person raising hand
deaf person
person bowing
person facepalming
person shrugging
health worker
student
teacher
judge
farmer
cook
mechanic
factory worker
office worker
scientist
technologist
singer
artist
pilot
astronaut
firefighter
police officer
detective
guard
ninja
construction worker
person with crown
prince
princess
person wearing turban
person with skullcap
woman with headscarf
person in tuxedo
person with veil
pregnant woman
pregnant man
pregnant person
breast-feeding
person feeding baby
baby angel
Santa Claus
Mrs. Claus
Mx Claus
superhero
supervillain
mage
fairy
vampire
merperson
elf
genie
zombie
troll
person getting massage
person getting haircut
person walking
person standing
person kneeling
person with white cane
person in motorized wheelchair
person in manual wheelchair
person running
woman dancing
man dancing
person in suit levitating
people with bunny ears
person in steamy room
person climbing
person fencing
horse racing
skier
snowboarder
person golfing
person surfing
person rowing boat
person swimming
person bouncing ball
person lifting weights
person biking
person mountain biking
person cartwheeling
people wrestling
person playing water polo
person playing handball
person juggling
person in lotus position
person taking bath
person in bed
people holding hands
women holding hands
woman and man holding hands
men holding hands
kiss
couple with heart
speaking head
bust in silhouette
busts in silhouette
people hugging
family
family: adult, adult, child
family: adult, adult, child, child
family: adult, child
family: adult, child, child
footprints
fingerprint
monkey face
monkey
gorilla
orangutan
dog face
dog
guide dog
service dog
poodle
wolf
fox
raccoon
cat face
cat
black cat
lion
tiger face
tiger
leopard
horse face
moose
donkey
horse
unicorn
zebra
deer
bison
cow face
ox
water buffalo
cow
pig face
pig
boar
pig nose
ram
ewe
goat
camel
two-hump camel
llama
giraffe
elephant
mammoth
rhinoceros
hippopotamus
mouse face
mouse
rat
hamster
rabbit face
rabbit
chipmunk
beaver
hedgehog
bat
bear
polar bear
koala
panda
sloth
otter
skunk
kangaroo
badger
paw prints
turkey
chicken
rooster
hatching chick
baby chick
front-facing baby chick
bird
penguin
dove
eagle
duck
swan
owl
dodo
feather
flamingo
peacock
parrot
wing
black bird
goose
phoenix
frog
crocodile
turtle
lizard
snake
dragon face
dragon
sauropod
T-Rex
spouting whale
whale
dolphin
seal
fish
tropical fish
blowfish
shark
octopus
spiral shell
coral
jellyfish
crab
lobster
shrimp
squid
oyster
snail
butterfly
bug
ant
honeybee
beetle
lady beetle
cricket
cockroach
spider
spider web
scorpion
mosquito
fly
worm
microbe
bouquet
cherry blossom
white flower
lotus
rosette
rose
wilted flower
hibiscus
sunflower
blossom
tulip
hyacinth
seedling
potted plant
evergreen tree
deciduous tree
palm tree
cactus
sheaf of rice
herb
shamrock
four leaf clover
maple leaf
fallen leaf
leaf fluttering in wind
empty nest
nest with eggs
mushroom
leafless tree
grapes
melon
watermelon
tangerine
lemon
lime
banana
pineapple
mango
red apple
green apple
pear
peach
cherries
strawberry
blueberries
kiwi fruit
tomato
olive
coconut
avocado
eggplant
potato
carrot
ear of corn
hot pepper
bell pepper
cucumber
leafy green
broccoli
garlic
onion
peanuts
beans
chestnut
ginger root
pea pod
brown mushroom
root vegetable
bread
croissant
baguette bread
flatbread
pretzel
bagel
pancakes
waffle
cheese wedge
meat on bone
poultry leg
cut of meat
bacon
hamburger
french fries
pizza
hot dog
sandwich
taco
burrito
tamale
stuffed flatbread
falafel
egg
cooking
shallow pan of food
pot of food
fondue
bowl with spoon
green salad
popcorn
butter
salt
canned food
bento box
rice cracker
rice ball
cooked rice
curry rice
steaming bowl
spaghetti
roasted sweet potato
oden
sushi
fried shrimp
fish cake with swirl
moon cake
dango
dumpling
fortune cookie
takeout box
soft ice cream
shaved ice
ice cream
doughnut
cookie
birthday cake
shortcake
cupcake
pie
chocolate bar
candy
lollipop
custard
honey pot
baby bottle
glass of milk
hot beverage
teapot
teacup without handle
sake
bottle with popping cork
wine glass
cocktail glass
tropical drink
beer mug
clinking beer mugs
clinking glasses
tumbler glass
pouring liquid
cup with straw
bubble tea
beverage box
mate
ice
chopsticks
fork and knife with plate
fork and knife
spoon
kitchen knife
jar
amphora
jack-o-lantern
Christmas tree
fireworks
sparkler
firecracker
sparkles
balloon
party popper
confetti ball
tanabata tree
pine decoration
Japanese dolls
carp streamer
wind chime
moon viewing ceremony
red envelope
ribbon
wrapped gift
reminder ribbon
admission tickets
ticket
military medal
trophy
sports medal
1st place medal
2nd place medal
3rd place medal
soccer ball
baseball
softball
basketball
volleyball
american football
rugby football
tennis
flying disc
bowling
cricket game
field hockey
ice hockey
lacrosse
ping pong
badminton
boxing glove
martial arts uniform
goal net
flag in hole
ice skate
fishing pole
diving mask
running shirt
skis
sled
curling stone
bullseye
yo-yo
kite
water pistol
pool 8 ball
crystal ball
magic wand
video game
joystick
slot machine
game die
puzzle piece
teddy bear
piñata
mirror ball
nesting dolls
spade suit
heart suit
diamond suit
club suit
chess pawn
joker
mahjong red dragon
flower playing cards
performing arts
framed picture
artist palette
thread
sewing needle
yarn
knot
globe showing Europe-Africa
globe showing Americas
globe showing Asia-Australia
globe with meridians
world map
map of Japan
compass
snow-capped mountain
mountain
volcano
mount fuji
camping
beach with umbrella
desert
desert island
national park
stadium
classical building
building construction
brick
rock
wood
hut
houses
derelict house
house
house with garden
office building
Japanese post office
post office
hospital
bank
hotel
love hotel
convenience store
school
department store
factory
Japanese castle
castle
wedding
Tokyo tower
Statue of Liberty
church
mosque
hindu temple
synagogue
shinto shrine
kaaba
fountain
tent
foggy
night with stars
cityscape
sunrise over mountains
sunrise
cityscape at dusk
sunset
bridge at night
hot springs
carousel horse
playground slide
ferris wheel
roller coaster
barber pole
circus tent
locomotive
railway car
high-speed train
bullet train
train
metro
light rail
station
tram
monorail
mountain railway
tram car
bus
oncoming bus
trolleybus
minibus
ambulance
fire engine
police car
oncoming police car
taxi
oncoming taxi
automobile
oncoming automobile
sport utility vehicle
pickup truck
delivery truck
articulated lorry
tractor
racing car
motorcycle
motor scooter
manual wheelchair
motorized wheelchair
auto rickshaw
bicycle
kick scooter
skateboard
roller skate
bus stop
motorway
railway track
oil drum
fuel pump
wheel
police car light
horizontal traffic light
vertical traffic light
stop sign
construction
anchor
ring buoy
sailboat
canoe
speedboat
passenger ship
ferry
motor boat
ship
airplane
small airplane
airplane departure
airplane arrival
parachute
seat
helicopter
suspension railway
mountain cableway
aerial tramway
satellite
rocket
flying saucer
bellhop bell
luggage
hourglass done
hourglass not done
watch
alarm clock
stopwatch
timer clock
mantelpiece clock
twelve o’clock
one o’clock
two o’clock
three o’clock
four o’clock
five o’clock
six o’clock
seven o’clock
eight o’clock
nine o’clock
ten o’clock
eleven o’clock
new moon
waxing crescent moon
first quarter moon
waxing gibbous moon
full moon
waning gibbous moon
last quarter moon
waning crescent moon
crescent moon
new moon face
first quarter moon face
last quarter moon face
thermometer
sun
full moon face
sun with face
ringed planet
star
glowing star
shooting star
milky way
cloud
sun behind cloud
cloud with lightning and rain
sun behind small cloud
sun behind large cloud
sun behind rain cloud
cloud with rain
cloud with snow
cloud with lightning
tornado
fog
wind face
cyclone
rainbow
closed umbrella
umbrella
umbrella with rain drops
umbrella on ground
high voltage
snowflake
snowman
snowman without snow
comet
fire
droplet
water wave
glasses
sunglasses
goggles
lab coat
safety vest
necktie
t-shirt
jeans
scarf
gloves
coat
socks
dress
kimono
sari
one-piece swimsuit
briefs
shorts
bikini
woman’s clothes
folding hand fan
purse
handbag
clutch bag
shopping bags
backpack
thong sandal
man’s shoe
running shoe
hiking boot
flat shoe
high-heeled shoe
woman’s sandal
ballet shoes
woman’s boot
hair pick
crown
woman’s hat
top hat
graduation cap
billed cap
military helmet
rescue worker’s helmet
prayer beads
lipstick
ring
gem stone
muted speaker
speaker low volume
speaker medium volume
speaker high volume
loudspeaker
megaphone
postal horn
bell
bell with slash
musical score
musical note
musical notes
studio microphone
level slider
control knobs
microphone
headphone
radio
saxophone
trumpet
accordion
guitar
musical keyboard
violin
banjo
drum
long drum
maracas
flute
harp
mobile phone
mobile phone with arrow
telephone
telephone receiver
pager
fax machine
battery
low battery
electric plug
laptop
desktop computer
printer
keyboard
computer mouse
trackball
computer disk
floppy disk
optical disk
dvd
abacus
movie camera
film frames
film projector
clapper board
television
camera
camera with flash
video camera
videocassette
magnifying glass tilted left
magnifying glass tilted right
candle
light bulb
flashlight
red paper lantern
diya lamp
notebook with decorative cover
closed book
open book
green book
blue book
orange book
books
notebook
ledger
page with curl
scroll
page facing up
newspaper
rolled-up newspaper
bookmark tabs
bookmark
label
coin
money bag
yen banknote
dollar banknote
euro banknote
pound banknote
money with wings
credit card
receipt
chart increasing with yen
envelope
e-mail
incoming envelope
envelope with arrow
outbox tray
inbox tray
package
closed mailbox with raised flag
closed mailbox with lowered flag
open mailbox with raised flag
open mailbox with lowered flag
postbox
ballot box with ballot
pencil
black nib
fountain pen
pen
paintbrush
crayon
memo
briefcase
file folder
open file folder
card index dividers
calendar
tear-off calendar
spiral notepad
spiral calendar
card index
chart increasing
chart decreasing
bar chart
clipboard
pushpin
round pushpin
paperclip
linked paperclips
straight ruler
triangular ruler
scissors
card file box
file cabinet
wastebasket
locked
unlocked
locked with pen
locked with key
key
old key
hammer
axe
pick
hammer and pick
hammer and wrench
dagger
crossed swords
bomb
boomerang
bow and arrow
shield
carpentry saw
wrench
screwdriver
nut and bolt
gear
clamp
balance scale
white cane
link
broken chain
chains
hook
toolbox
magnet
ladder
shovel
alembic
test tube
petri dish
dna
microscope
telescope
satellite antenna
syringe
drop of blood
pill
adhesive bandage
crutch
stethoscope
x-ray
door
elevator
mirror
window
bed
couch and lamp
chair
toilet
plunger
shower
bathtub
mouse trap
razor
lotion bottle
safety pin
broom
basket
roll of paper
bucket
soap
bubbles
toothbrush
sponge
fire extinguisher
shopping cart
cigarette
coffin
headstone
funeral urn
nazar amulet
hamsa
moai
placard
identification card
ATM sign
litter in bin sign
potable water
wheelchair symbol
men’s room
women’s room
restroom
baby symbol
water closet
passport control
customs
baggage claim
left luggage
warning
children crossing
no entry
prohibited
no bicycles
no smoking
no littering
non-potable water
no pedestrians
no mobile phones
no one under eighteen
radioactive
biohazard
up arrow
up-right arrow
right arrow
down-right arrow
down arrow
down-left arrow
left arrow
up-left arrow
up-down arrow
left-right arrow
right arrow curving left
left arrow curving right
right arrow curving up
right arrow curving down
clockwise vertical arrows
counterclockwise arrows button
BACK arrow
END arrow
ON! arrow
SOON arrow
TOP arrow
place of worship
atom symbol
om
star of David
wheel of dharma
yin yang
latin cross
orthodox cross
star and crescent
peace symbol
menorah
dotted six-pointed star
khanda
Aries
Taurus
Gemini
Cancer
Leo
Virgo
Libra
Scorpio
Sagittarius
Capricorn
Aquarius
Pisces
Ophiuchus
shuffle tracks button
repeat button
repeat single button
play button
fast-forward button
next track button
play or pause button
reverse button
fast reverse button
last track button
upwards button
fast up button
downwards button
fast down button
pause button
stop button
record button
eject button
cinema
dim button
bright button
antenna bars
wireless
vibration mode
mobile phone off
female sign
male sign
transgender symbol
multiply
plus
minus
divide
heavy equals sign
infinity
double exclamation mark
exclamation question mark
red question mark
white question mark
white exclamation mark
red exclamation mark
wavy dash
currency exchange
heavy dollar sign
medical symbol
recycling symbol
fleur-de-lis
trident emblem
name badge
Japanese symbol for beginner
hollow red circle
check mark button
check box with check
check mark
cross mark
cross mark button
curly loop
double curly loop
part alternation mark
eight-spoked asterisk
eight-pointed star
sparkle
copyright
registered
trade mark
splatter
keycap: #
keycap: *
keycap: 0
keycap: 1
keycap: 2
keycap: 3
keycap: 4
keycap: 5
keycap: 6
keycap: 7
keycap: 8
keycap: 9
keycap: 10
input latin uppercase
input latin lowercase
input numbers
input symbols
input latin letters
A button (blood type)
AB button (blood type)
B button (blood type)
CL button
COOL button
FREE button
information
ID button
circled M
NEW button
NG button
O button (blood type)
OK button
P button
SOS button
UP! button
VS button
red circle
orange circle
yellow circle
green circle
blue circle
purple circle
brown circle
black circle
white circle
red square
orange square
yellow square
green square
blue square
purple square
brown square
black large square
white large square
black medium square
white medium square
black medium-small square
white medium-small square
black small square
white small square
large orange diamond
large blue diamond
small orange diamond
small blue diamond
red triangle pointed up
red triangle pointed down
diamond with a dot
radio button
white square button
black square button
chequered flag
triangular flag
crossed flags
black flag
white flag
rainbow flag
transgender flag
pirate flag
flag: England
flag: Scotland
flag: Wales`;

/** What may stand between colons, besides the label with underscores. */
export const CODES = `grinning
smiley
smile
grin
laughing satisfied
sweat_smile
rofl
joy



wink
blush
innocent

heart_eyes

kissing_heart
kissing
relaxed
kissing_closed_eyes
kissing_smiling_eyes

yum
stuck_out_tongue




hugs
hand_over_mouth



thinking


raised_eyebrow

expressionless
no_mouth


smirk
unamused
roll_eyes
grimacing





relieved
pensive
sleepy

sleeping

mask



vomiting_face




dizzy_face





sunglasses

monocle_face
confused

worried


open_mouth
hushed
astonished
flushed


frowning
anguished
fearful
cold_sweat
disappointed_relieved
cry
sob
scream
confounded
persevere
disappointed
sweat
weary


triumph
pout rage
angry
cursing_face
smiling_imp
imp


hankey poop shit

japanese_ogre
japanese_goblin


space_invader

smiley_cat
smile_cat
joy_cat
heart_eyes_cat
smirk_cat

scream_cat
crying_cat_face

see_no_evil
hear_no_evil
speak_no_evil

cupid
gift_heart

heartpulse
heartbeat







heart











kiss
100
anger
boom

sweat_drops
dash


eye_speech_bubble




wave


hand










v



metal

point_left
point_right
point_up_2
fu
point_down
point_up

+1 thumbsup
-1 thumbsdown
fist fist_raised
facepunch fist_oncoming punch
fist_left
fist_right
clap
raised_hands




pray

nail_care

muscle















lips





adult
blond_haired_person

bearded_person





older_adult
older_man
older_woman
frowning_person
pouting_face
no_good
ok_person
tipping_hand_person
raising_hand

bow
facepalm
shrug
















cop







person_with_turban
man_with_gua_pi_mao








angel
santa












massage
haircut
walking
standing_person
kneeling_person



runner running
dancer


dancers
sauna_person
climbing




golfing
surfer
rowboat
swimmer
bouncing_ball_person
weight_lifting
bicyclist
mountain_bicyclist
cartwheeling
wrestling
water_polo
handball_person
juggling_person
lotus_position
bath
sleeping_bed


couple
two_men_holding_hands
couplekiss
















dog
dog2




fox_face

cat
cat2


tiger
tiger2

horse


racehorse




cow


cow2
pig
pig2



sheep

dromedary_camel
camel






mouse
mouse2


rabbit
rabbit2







panda_face





feet





hatched_chick
























t-rex
whale
whale2
flipper






shell











bee





























ear_of_rice





leaves







mandarin orange





apple














corn






















cheese





fries

hotdog







fried_egg

stew







bento


rice
curry
ramen

sweet_potato



fish_cake





icecream




birthday
cake








milk_glass
coffee

tea

champagne

cocktail

beer
beers







ice_cube

plate_with_cutlery


hocho knife









tada


bamboo
dolls
flags

rice_scene


gift

tickets

medal_military

medal_sports



soccer




football













golf

fishing_pole_and_fish


ski


dart


gun
8ball






jigsaw




spades
hearts
diamonds
clubs

black_joker
mahjong



art




earth_africa
earth_americas
earth_asia


japan

mountain_snow




beach_umbrella






bricks







office
post_office
european_post_office









european_castle
















city_sunset
city_sunrise

hotsprings




barber

steam_locomotive

bullettrain_side
bullettrain_front
train2






train










car red_car

blue_car

truck








bike



busstop



fuelpump

rotating_light
traffic_light





boat








flight_departure
flight_arrival






artificial_satellite




hourglass





















moon





new_moon_with_face



sunny
full_moon_with_face



star2
stars


partly_sunny













open_umbrella
umbrella
parasol_on_ground
zap

snowman_with_snow
snowman



ocean
eyeglasses
dark_sunglasses




shirt tshirt









swim_brief


womans_clothes



pouch
shopping
school_satchel

mans_shoe shoe
athletic_shoe


high_heel
sandal

boot


womans_hat
tophat
mortar_board


rescue_worker_helmet



gem
mute
speaker
sound
loud_sound

mega


no_bell


notes




headphones













iphone
calling
phone


fax



computer





minidisc

cd



film_strip

clapper
tv

camera_flash

vhs
mag
mag_right

bulb

izakaya_lantern lantern



book










newspaper_roll




moneybag
yen
dollar
euro
pound



chart

e-mail email





mailbox
mailbox_closed
mailbox_with_mail
mailbox_with_no_mail

ballot_box
pencil2





pencil




date
calendar










paperclips






lock
unlock
lock_with_ink_pen
closed_lock_with_key




















probing_cane














satellite
































smoking





moyai


atm


wheelchair
mens
womens


wc







no_entry_sign


do_not_litter
non-potable_water


underage


arrow_up
arrow_upper_right
arrow_right
arrow_lower_right
arrow_down
arrow_lower_left
arrow_left
arrow_upper_left
arrow_up_down


arrow_right_hook
arrow_heading_up
arrow_heading_down
arrows_clockwise

back
end
on
soon
top











six_pointed_star








scorpius






repeat
repeat_one
arrow_forward
fast_forward


arrow_backward
rewind
previous_track_button
arrow_up_small
arrow_double_up
arrow_down_small
arrow_double_down





low_brightness
high_brightness
signal_strength







heavy_plus_sign
heavy_minus_sign
heavy_division_sign


bangbang
interrobang
question
grey_question
grey_exclamation
exclamation




recycle

trident

beginner
o
white_check_mark
ballot_box_with_check
heavy_check_mark
x


loop






tm

hash
asterisk
zero
one
two
three
four
five
six
seven
eight
nine
keycap_ten
capital_abcd
abcd
1234
symbols
abc
a
ab
b
cl
cool
free
information_source
id
m
new
ng
o2
ok
parking
sos
up
vs




large_blue_circle























small_red_triangle





checkered_flag







england
scotland
wales`;

/** Whose flags come last. */
export const COUNTRIES = `ACADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCPCQCRCUCVCWCXCYCZDEDGDJDKDMDODZEAECEEEGEHERESETEUFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUICIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTATCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUNUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW`;
