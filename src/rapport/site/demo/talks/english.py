"""Letters to the tea shop in English."""

from rapport.site.demo.talks.shape import Talk

LETTERS = (
    Talk(
        "Parcel held at customs",
        (
            (
                "customer",
                "1 17:05",
                "Hello, the tracking says my parcel has been at customs for four days. "
                "Do they need anything from me?\n{customer}",
            ),
            ("note", "1 18:10", "The carrier asks for the invoice in English. Could you sign it off?"),
            (
                "staff",
                "1 18:30",
                "Dear {customer}, they were missing an English invoice; we sent it today. "
                "It usually moves on within two days.\n{agent}",
            ),
            ("customer", "75", "It moved, thank you! Now they ask for 14 euros of duty. Is that right?"),
        ),
        end="open",
        whose="owner",
        tags=("customs",),
    ),
    Talk(
        "Which oolong to start with?",
        (
            ("customer", "7 15:40", "I only know green tea so far. Which oolong would you begin with?"),
            (
                "staff",
                "6 10:05",
                "Frozen Summit is a kind first one: soft, a little creamy, hard to oversteep. "
                "I have put a sample in your next parcel.\n{agent}",
            ),
            ("customer", "6 22:18", "Lovely, that is very generous. I look forward to it."),
        ),
        tags=("brewing",),
    ),
    Talk(
        "Wholesale terms for a café in Leeds",
        (
            (
                "customer",
                "150",
                "We run two cafés and would like jasmine pearls and Keemun by the kilo. "
                "What are your terms, and do you ship to Leeds?",
            ),
        ),
        end="open",
        whose="",
        stranger=("Rosa Whitfield", "rosa@cafe.example.org"),
        tags=("wholesale",),
    ),
    Talk(
        "Teapot lid does not fit",
        (
            (
                "customer",
                "11 13:30",
                "The lid of the clay teapot rattles and drips. Is that how it should be?\n{customer}",
            ),
            (
                "staff",
                "11 15:00",
                "Dear {customer}, no, it should sit close. A new pot leaves tomorrow; "
                "please keep the old one for flowers.\n{agent}",
            ),
            ("customer", "3 09:12", "The new one pours beautifully. Thank you for sorting it so fast."),
        ),
        tags=("damage",),
    ),
    Talk(
        "Is the tin safe for long storage?",
        (
            ("customer", "19 20:00", "Can I leave Silver Needle in its tin for a year, or should I move it?"),
            (
                "staff",
                "18 09:40",
                "A year is fine: keep it closed, dark and away from the spice shelf. "
                "It grows rounder with time.\n{agent}",
            ),
        ),
    ),
    Talk(
        "Gift for a tea lover, about 80 euros",
        (
            (
                "customer",
                "22",
                "My sister moves into her first flat next week. She drinks a lot of white tea. "
                "What would you choose for about 80 euros?",
            ),
        ),
        end="open",
        whose="",
    ),
    Talk(
        "Change of delivery date",
        (
            ("customer", "4 11:11", "We are away until Thursday. Could the lamp arrive on Friday instead?"),
            ("staff", "4 12:25", "Done: the carrier will come on Friday between nine and one.\n{agent}"),
            ("machine", "4 12:26", "I am out of the office until Thursday and will answer then."),
        ),
        end="open",
        tags=("delivery",),
    ),
    Talk(
        "Linen throw in another colour?",
        (
            ("customer", "9 16:20", "Will the linen throw come in a darker green? I would buy two."),
            (
                "staff",
                "9 17:45",
                "It is being dyed now and should be here in about three weeks. "
                "I will write as soon as it is.\n{agent}",
            ),
        ),
        end="snoozed",
        whose="owner",
        tags=("living",),
    ),
    Talk(
        "Allergies: what is in the flower tea?",
        (
            ("customer", "14 08:30", "Does the chrysanthemum tea contain anything besides the flowers?"),
            (
                "staff",
                "14 09:15",
                "Only whole dried flowers, nothing added, and packed apart from ragweed.\n{agent}",
            ),
        ),
        tags=("product",),
    ),
    Talk(
        "Invoice with our VAT number",
        (
            ("customer", "16 10:50", "Could you add our VAT number to the last invoice?"),
            ("staff", "16 11:30", "Here it is again with the number on it.\n{agent}"),
            ("customer", "16 11:52", "Perfect, thanks."),
        ),
        tags=("invoice",),
    ),
    Talk(
        "Photos for our magazine",
        (
            (
                "customer",
                "5 14:05",
                "We are writing about small tea tables and would love to show your bamboo tray. "
                "May we use a photo, and whom do we name?",
            ),
            ("staff", "5 16:20", "Gladly. I will send three in print size; please name the shop.\n{agent}"),
        ),
        end="open",
        whose="owner",
        stranger=("Tilda Okafor", "tilda@magazine.example.org"),
        tags=("press",),
    ),
    Talk(
        "Voucher code is refused",
        (("customer", "8", "The code from your newsletter says it has ended, but the letter says Sunday."),),
        end="open",
    ),
)
