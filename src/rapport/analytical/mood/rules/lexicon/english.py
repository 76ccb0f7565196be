"""English words that tell how somebody feels. Forms are written out; weights are 1, strong ones 2."""

from rapport.analytical.mood.rules.lexicon.words import split_words

GOOD = frozenset(
    split_words(
        """
        accommodating affordable amazing appreciate appreciated attentive authentic awesome bargain
        beautiful best better bravo brilliant careful carefully charm charming cheap clean clear
        comfortable comfy cool courteous cozy crisp delicious delighted delightful durable easily
        easy elegant enjoy enjoyable enjoyed enjoying excellent fantastic fast favorite favourite
        fine five flavorful flawless flawlessly fresh friendly fun gem generous generously glad good
        gorgeous grateful great handy happy helpful hooked ideal impressed impressive improved
        improvement incredible inexpensive juicy kind kudos like liked likes love loved lovely loves
        loving nice outstanding perfect perfectly pleasant pleasantly pleased pleasure polite pretty
        professional prompt promptly quick quickly reasonable recommend recommended recommends
        reliable satisfied satisfying sharp sleek smooth smoothly solid sturdy stylish super superb
        sweet tasty tender thank thanks thoughtful thrilled treat useful value warm welcoming well
        winner wonderful worked works worth wow yay yummy
        """
    )
)
BEST = frozenset(
    split_words(
        """
        amazing awesome best brilliant delicious delighted excellent fantastic flawless incredible
        love loved outstanding perfect superb thrilled wonderful
        """
    )
)
BAD = frozenset(
    split_words(
        """
        angry annoyed annoying avoid awful bad beware blah bland boring breaks broke broken burned
        burnt cancel canceled cancellation cancelled careless cheaply cheated cold complain
        complaint confusing crack cracked cramped crap damaged dead defective delay delayed delays
        died dies difficult dirty disappoint disappointed disappointing disappointment disappoints
        disgusting dreadful dropped drops dry error errors expensive fail failed failing fails
        failure fake false faulty filthy flavorless flimsy fraud frustrated frustrating garbage
        greasy gross hard hate hated hates horrendous horrible horribly hours ignore ignored
        inaccurate incompetent insult insulted issue issues junk lacked lacking lacks lame late leak
        leaked leaking leaks lie lied lies lost loud lousy mediocre mess messy misleading misled
        missing mistake mistakes nasty never noisy overcooked overpriced pathetic poisoning poor
        poorly pricey problem problems refund ridiculous rip ripoff rubbery rude ruin ruined sad
        sadly scam scratch scratched shame sick slow slowly smelly soggy sorry stale static stink
        stinks stinky stolen stopped stops stranded stuck suck sucked sucks tasteless terrible
        terribly torn tough trash trouble unacceptable unanswered uncomfortable undercooked
        unfortunately unfriendly unhappy unprofessional unreliable unusable unwelcome upset
        upsetting useless waited waiting waste wasted weak wobbly worn worse worst worthless wrong
        """
    )
)
WORST = frozenset(
    split_words(
        """
        awful crap disgusting dreadful fraud garbage hate hated horrendous horrible junk pathetic
        scam terrible unacceptable useless worst worthless
        """
    )
)
TURN = frozenset(
    split_words(
        """
        ain't aren't arent barely can't cannot cant couldn't couldnt didn't didnt doesn't doesnt
        don't dont far hadn't hardly hasn't haven't havent isn't isnt neither never no none nor not
        nothing shouldn't wasn't wasnt weren't without won't wont wouldn't wouldnt
        """
    )
)
MORE = frozenset(
    split_words(
        """
        absolutely completely extremely highly incredibly really so too totally very
        """
    )
)
BUT = frozenset(
    split_words(
        """
        although but however sadly though unfortunately yet
        """
    )
)
PHRASES = {
    "no problem": 1.0,
    "no problems": 1.0,
    "no complaints": 1.0,
    "no issues": 1.0,
    "not bad": 0.7,
    "never again": -2.0,
    "will be back": 1.5,
    "be back": 0.8,
    "won't be back": -2.0,
    "not be back": -2.0,
    "never go back": -2.0,
    "waste of": -1.5,
    "fell apart": -1.5,
    "falls apart": -1.5,
    "money back": -1.0,
    "thumbs up": 1.5,
    "stay away": -1.5,
    "do not buy": -2.0,
    "don't buy": -2.0,
    "on time": 1.0,
    "so far so good": 1.0,
    "could not be happier": 2.0,
    "couldn't be happier": 2.0,
    "looks like": 0.0,
    "feel like": 0.0,
    "feels like": 0.0,
    "would like": 0.0,
    "i'd like": 0.0,
    "like a": 0.0,
    "thanks for nothing": -2.0,
    "as well": 0.0,
    "kind of": 0.0,
    "customer service": 0.0,
    "used to be good": -1.0,
}
"""What words say together, in the place of what they say alone; 0 says nothing."""
