"""Letters to the lamp shop in German."""

from rapport.site.demo.talks.shape import Talk

LETTERS = (
    Talk(
        "Schirm der Stehleuchte hat eine Delle",
        (
            (
                "customer",
                "3 18:40",
                "Guten Abend, der Schirm kam mit einer Delle an. Gibt es ihn einzeln?\n{customer}",
            ),
            (
                "staff",
                "2 09:30",
                "Guten Tag, ein neuer Schirm ist heute unterwegs, den alten können Sie behalten.\n{agent}",
            ),
            ("customer", "1 17:05", "Angekommen und schon montiert, vielen Dank!"),
        ),
        tags=("Ersatzteil",),
    ),
    Talk(
        "Welche Lampe über einem runden Tisch?",
        (("customer", "40", "Unser Esstisch hat 1,30 m Durchmesser, die Decke ist 2,60 m hoch. Was passt?"),),
        end="open",
        whose="",
    ),
    Talk(
        "Lieferung in den dritten Stock",
        (
            ("customer", "6 11:15", "Wird das Regal bis in die Wohnung getragen? Kein Aufzug."),
            ("note", "6 11:50", "Spedition trägt bis zum dritten Stock ohne Aufpreis."),
            ("staff", "6 12:10", "Ja, zwei Personen bringen es bis in die Wohnung, ohne Aufpreis.\n{agent}"),
        ),
        end="open",
        whose="owner",
        tags=("Lieferung",),
    ),
    Talk(
        "Angebot für zwölf Schreibtischleuchten",
        (("customer", "95", "Wir richten ein Büro ein und brauchen zwölf Leuchten, dimmbar. Ihr Angebot?"),),
        end="open",
        whose="owner",
        stranger=("Kanzlei Sommerfeld", "buero@sommerfeld.example.org"),
        tags=("Gewerbe",),
    ),
    Talk(
        "Rechnung fehlt im Paket",
        (
            ("customer", "13 08:20", "Im Paket lag keine Rechnung, ich brauche sie für die Steuer."),
            ("staff", "13 09:00", "Hier ist sie als Anhang, sie liegt auch in Ihrem Konto.\n{agent}"),
        ),
    ),
)
