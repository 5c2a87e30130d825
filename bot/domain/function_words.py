"""The closed-class words of a few languages, which carry grammar and no topic.

Only articles, pronouns, prepositions, conjunctions, auxiliaries, particles, numerals, what compares ("more", "better")
and the courtesies of chat are listed: an open-class word, however common, may be what a message is about ("go", "make",
"test").
"""

_ENGLISH = """
a about above across after again against all almost along already also although always am among an and
another any anybody anyone anything are aren around as at away back be because been before behind being
below best better between billion billions both but by ca can cannot could couldn did didn do does doesn
doing don done down dozen dozens during each eight eighteen eighty either eleven else enough etc even ever
every everybody everyone everything few fifteen fifty five for forty four fourteen from had hadn has hasn
have haven having he hello hence her here hers herself hey hi him himself his how however hundred hundreds i
if in indeed instead into is isn it its itself just last least less let like lot maybe me might million
millions mine more most much must mustn my myself need needn neither never nine nineteen ninety no nobody
none nor not nothing now of off often oh ok okay on once one only onto or other others otherwise ought our
ours ourselves out over own per perhaps please quite rather really same seven seventeen seventy shall she
should shouldn since six sixteen sixty so some somebody somehow someone something sometimes somewhere soon
sorry still such ten than thank thanks that the their theirs them themselves then there therefore these they
thing things thirteen thirty this those though thousand thousands three through thus to together too toward
towards twelve twenty twice two under unless until up upon us very was wasn we well were weren what whatever
when whenever where wherever whether which while who whoever whole whom whose why will with within without
won worse worst would wouldn yeah yes yet you your yours yourself yourselves
"""

_GERMAN = """
aber acht achtzig alle allem allen aller alles als also am an ander andere anderen anderer anderes auch auf
aus bei beim besser bessere besserem besseren besserer besseres beste besten bester bestes bevor bin bis
bist bitte da dabei dadurch dafür dagegen daher dahin damals damit danach daneben dank danke dann daran
darauf daraus darf darin darüber darum davon dazu das dass dein deine deinem deinen deiner dem den denen
denn der deren des dessen deshalb dich die dies diese diesem diesen dieser dieses dir doch dort drei dreißig
du durch dutzend ein eine einem einen einer eines einige einigen einiger einmal eins elf er es etwas euch
euer eure eurem euren eurer fünf fünfzig für gegen gewesen habe haben hallo hast hat hatte hatten hättet
hätte hätten hier hin hinter hundert ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins irgendwie
irgendwo ist ja jede jedem jeden jeder jedes jedoch jemand jemandem jemanden jene jenem jenen jener jenes
jetzt kann kannst kein keine keinem keinen keiner können könnt könnte könnten mal man manche mancher mehr
mein meine meinem meinen meiner mich million millionen mir mit muss musst müssen müsste nach nachdem nein
neun neunzig nicht nichts noch nun nur ob obwohl oder ohne schon sechs sechzig sehr sein seine seinem seinen
seiner seit selbst sich sie sieben siebzig sind so sogar solche solcher soll sollen sollte sollten sondern
sonst soweit sowie tausend trotzdem über um und uns unser unsere unserem unseren unserer unter viel viele
vielen vier vierzig vom von vor wann war waren warst warum was weder wegen weil weiter welche welchem
welchen welcher welches wem wen wenn wer werde werden werdet weshalb wie wieder wieso will wir wird wirst wo
wohin wollen wollte worden wurde wurden würde würden zehn zu zum zur zwanzig zwar zwei zweimal zwischen
zwölf
"""

_FRENCH = """
à afin ai aie ainsi alors après as au aucun aucune aujourd aussi autre autres aux avait avant avec avez
avoir avons beaucoup bien bonjour bonsoir ça car ce ceci cela celle celles celui cent ces cet cette ceux
chaque chez cinq cinquante comme comment dans de depuis des désolé deux dix donc dont douze du elle elles en
encore entre est et étaient était été être eu eux fait faut huit ici il ils je jusque la là laquelle le
lequel les lesquels leur leurs lors lui ma mais me meilleur meilleure meilleures meilleurs même mêmes mes
merci mieux mille million millions moi moins mon ne neuf ni non nos notre nous on ont onze ou où oui par
parce parmi pas pendant personne peu peut peux pire plus plusieurs plutôt pour pourquoi pouvez quand
quarante quatorze quatre que quel quelle quelles quelqu quelque quelques quels qui quinze quoi rien sa salut
sans se seize sept sera ses si six soi soit soixante son sont sous suis sur ta tandis tant te tes toi ton
toujours tous tout toute toutes treize trente très trois trop tu un une vers vingt voilà vos votre vous y
"""

_SPANISH = """
a al algo alguien algún alguna algunas alguno algunos allí ante antes aquel aquella aquí así aún aunque bajo
bien cada casi catorce cien ciento cinco cincuenta como cómo con contra cual cuál cuales cualquier cuando
cuándo cuanto cuarenta cuatro de del desde después diez doce donde dónde dos el él ella ellas ellos en
entonces entre era eran eres es esa esas ese eso esos esta está estaba estado están estar estas este esto
estos estoy fue fueron gracias ha había han hasta hay he hemos hola incluso la las le les lo los mas más me
mejor mejores mi mí mientras mil millón millones mis misma mismo mucha muchas mucho muchos muy nada nadie ni
ninguno no nos nosotros noventa nueve o ochenta ocho once os otra otras otro otros para peor peores pero
poco por porque pues que qué quien quién quienes quince se sea según seis ser sesenta setenta si sí sido
siempre siete sin sino sobre sois solo sólo somos son soy su sus también tampoco tan tanto te tener tengo ti
tiene tienen toda todas todavía todo todos trece treinta tres tu tú tus un una uno unos usted ustedes veinte
vosotros y ya yo
"""

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "english": frozenset(_ENGLISH.split()),
    "german": frozenset(_GERMAN.split()),
    "french": frozenset(_FRENCH.split()),
    "spanish": frozenset(_SPANISH.split()),
}
