/**
 * What is to be seen on photographs, by the words in their names (n01518878_ostrich.JPEG): one of each
 * of 200 kinds of ImageNet. Grouped by looking at them, before anything was searched for; what belongs
 * to no group of six or more is in none, and is searched among all the same.
 */
const groups: Readonly<Record<string, string>> = {
  birds:
    'ostrich indigo_bunting chickadee great_grey_owl peacock sulphur-crested_cockatoo hummingbird goose spoonbill crane ruddy_turnstone pelican',
  'dogs, wolves, foxes':
    'Pekinese Rhodesian_ridgeback bluetick borzoi Norwegian_elkhound Staffordshire_bullterrier Irish_terrier Lakeland_terrier Dandie_Dinmont Scotch_terrier Lhasa Chesapeake_Bay_retriever Gordon_setter cocker_spaniel groenendael Old_English_sheepdog Rottweiler Bernese_mountain_dog Tibetan_mastiff malamute pug Pomeranian Cardigan timber_wolf dhole Arctic_fox',
  'other mammals':
    'wallaby dugong Siamese_cat snow_leopard brown_bear meerkat porcupine sorrel hippopotamus bighorn Arabian_camel black-footed_ferret three-toed_sloth siamang langur howler_monkey indri',
  'reptiles, amphibians':
    'axolotl leatherback_turtle common_iguana alligator_lizard African_crocodile hognose_snake vine_snake green_mamba',
  'insects, spiders':
    'garden_spider centipede leaf_beetle bee cockroach dragonfly cabbage_butterfly',
  'vehicles on roads':
    'garbage_truck jeep minibus police_van school_bus streetcar tow_truck trolleybus',
  boats: 'catamaran fireboat paddlewheel pirate speedboat yawl',
  clothes:
    'abaya brassiere cardigan cowboy_boot diaper kimono maillot overskirt sandal stole suit trench_coat',
  food: 'guacamole ice_lolly hotdog zucchini artichoke strawberry banana carbonara potpie eggnog soup_bowl wok',
  rooms: 'four-poster library mosquito_net shoji sliding_door wardrobe',
};

const kinds = new Map(
  Object.entries(groups).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind])),
);

/** @param path of a photograph; @returns null of one that belongs to no group */
export const kindOf = (path: string): string | null =>
  kinds.get(/n\d+_(.+)\.\w+$/.exec(path)?.[1] ?? '') ?? null;
