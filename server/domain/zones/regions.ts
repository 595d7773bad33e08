/**
 * The parts of countries with several time zones, as far as addresses or phone numbers tell them apart. One a line:
 * codes and names in an address | IANA names, the most populous first | how postal codes begin | how phone numbers begin
 * behind the country code; 60-62 stands for 60, 61 and 62, and the longer beginning wins over the shorter. A zone whose
 * clock never differs from a named one's is left out: `America/New_York` stands for Detroit, too.
 * The area codes of the US and Canada are those of libphonenumber, the regions' codes are ISO 3166-2.
 */
export const regionTables: Readonly<Record<string, string>> = {
  US: `
    AL, Alabama | America/Chicago | 350-369 | 205 251 256 334 659 938
    AK, Alaska | America/Anchorage | 995-999 | 907
    AZ, Arizona | America/Phoenix America/Denver | 860 865 | 928
    | America/Phoenix | 850-859 863-864 | 480 520 602 623
    AR, Arkansas | America/Chicago | 716-729 | 327 479 501 870
    CA, California | America/Los_Angeles | 900-961 | 209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951
    CO, Colorado | America/Denver | 800-816 | 303 719 720 748 970 983
    CT, Connecticut | America/New_York | 060-069 | 203 475 860 959
    DE, Delaware | America/New_York | 197-199 | 302
    DC, District of Columbia | America/New_York | 200 202-205 | 202 771
    FL, Florida | America/New_York America/Chicago | 324 | 448 850
    | America/New_York | 320-323 326-349 | 239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954
    | America/Chicago | 325 |
    GA, Georgia | America/New_York | 300-319 398-399 | 229 404 470 478 678 706 762 770 912 943
    HI, Hawaii | Pacific/Honolulu | 967-968 | 808
    ID, Idaho | America/Denver America/Los_Angeles | 835 | 208 986
    | America/Denver | 832-834 836-837 |
    | America/Los_Angeles | 838 |
    IL, Illinois | America/Chicago | 600-629 | 217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872
    IN, Indiana | America/New_York America/Chicago | 475 479 | 219 574 812 930
    | America/New_York | 460-462 465-474 478 | 260 317 463 765
    | America/Chicago | 463-464 476-477 |
    IA, Iowa | America/Chicago | 500-528 | 319 515 563 641 712
    KS, Kansas | America/Chicago America/Denver | 677-678 | 620 785
    | America/Chicago | 660-676 679 | 316 913
    KY, Kentucky | America/New_York America/Chicago | 427 | 270 364
    | America/New_York | 400-418 425-426 | 502 606 859
    | America/Chicago | 420-424 |
    LA, Louisiana | America/Chicago | 700-714 | 225 318 337 457 504 985
    ME, Maine | America/New_York | 039-049 | 207
    MD, Maryland | America/New_York | 206-219 | 227 240 301 410 443 667
    MA, Massachusetts | America/New_York | 010-027 055 | 339 351 413 508 617 774 781 857 978
    MI, Michigan | America/New_York America/Chicago | 498-499 | 906
    | America/New_York | 480-497 | 231 248 269 313 517 586 616 679 734 810 947 989
    MN, Minnesota | America/Chicago | 550-567 | 218 320 507 612 651 763 924 952
    MS, Mississippi | America/Chicago | 386-397 | 228 471 601 662 769
    MO, Missouri | America/Chicago | 630-658 | 235 314 417 557 573 636 660 816 975
    MT, Montana | America/Denver | 590-599 | 406
    NE, Nebraska | America/Chicago America/Denver | 690-692 | 308
    | America/Chicago | 680-689 | 402 531
    | America/Denver | 693 |
    NV, Nevada | America/Los_Angeles | 889-898 | 702 725 775
    NH, New Hampshire | America/New_York | 030-038 | 603
    NJ, New Jersey | America/New_York | 070-089 | 201 551 609 640 732 848 856 862 908 973
    NM, New Mexico | America/Denver | 870-884 | 505 575
    NY, New York | America/New_York | 005 100-149 | 212 315 329 332 347 363 465 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934
    NC, North Carolina | America/New_York | 270-289 | 252 336 472 704 743 828 910 919 980 984
    ND, North Dakota | America/Chicago America/Denver | 585-586 588 | 701
    | America/Chicago | 580-584 587 |
    OH, Ohio | America/New_York | 430-459 | 216 220 234 283 326 330 380 419 436 440 513 567 614 740 937
    OK, Oklahoma | America/Chicago | 730-732 734-749 | 405 539 572 580 918
    OR, Oregon | America/Los_Angeles America/Denver | 979 | 458 541
    | America/Los_Angeles | 970-978 | 503 971
    PA, Pennsylvania | America/New_York | 150-196 | 215 223 267 272 412 445 484 570 582 610 717 724 814 835 878
    RI, Rhode Island | America/New_York | 028-029 | 401
    SC, South Carolina | America/New_York | 290-299 | 803 821 839 843 854 864
    SD, South Dakota | America/Chicago America/Denver | 575-576 | 605
    | America/Chicago | 570-574 |
    | America/Denver | 577 |
    TN, Tennessee | America/Chicago America/New_York | | 931
    | America/Chicago | 370-372 380-385 | 615 629 731 901
    | America/New_York | 373-374 376-379 | 423 865
    TX, Texas | America/Chicago America/Denver | 798 | 432
    | America/Chicago | 733 750-797 | 210 214 254 281 325 346 361 409 430 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979
    | America/Denver | 799 885 | 915
    UT, Utah | America/Denver | 840-847 | 385 435 801
    VT, Vermont | America/New_York | 050-054 056-059 | 802
    VA, Virginia | America/New_York | 201 220-246 | 276 434 540 571 686 703 757 804 826 948
    WA, Washington | America/Los_Angeles | 980-994 | 206 253 360 425 509 564
    WV, West Virginia | America/New_York | 247-268 | 304 681
    WI, Wisconsin | America/Chicago | 530-549 | 262 274 353 414 534 608 715 920
    WY, Wyoming | America/Denver | 820-831 | 307
    PR, Puerto Rico, VI, Virgin Islands | America/Puerto_Rico | 006-009 |
    GU, Guam, MP, Northern Mariana Islands | Pacific/Guam | 969 |
    AS, American Samoa | Pacific/Pago_Pago | |
  `,
  CA: `
    BC, British Columbia | America/Vancouver America/Edmonton America/Dawson_Creek | V0A V0B V0C | 236 250 257 672 778
    | America/Vancouver | V | 604
    | America/Edmonton | V1A V1C |
    | America/Dawson_Creek | V1G V1J |
    AB, Alberta | America/Edmonton | T | 368 403 568 587 780 825
    SK, Saskatchewan | America/Regina | S | 306 474 639
    | America/Edmonton | S9V |
    MB, Manitoba | America/Winnipeg | R | 204 431 584
    ON, Ontario | America/Toronto America/Winnipeg | P0 | 807
    | America/Toronto | K L M N P | 226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 905 942
    | America/Winnipeg | P8 P9 |
    QC, Quebec, PQ | America/Toronto | G H J | 263 273 354 367 418 438 450 468 514 579 581 819 873
    NB, New Brunswick, Nouveau-Brunswick, NS, Nova Scotia, PE, Prince Edward Island | America/Halifax | B C E | 428 506 782 902
    NL, NF, Newfoundland, Newfoundland and Labrador | America/St_Johns America/Halifax | A0K A0P | 709 879
    | America/St_Johns | A |
    | America/Halifax | A0R A2V |
    YT, Yukon | America/Whitehorse | Y |
    NT, Northwest Territories | America/Edmonton | X |
    NU, Nunavut | America/Toronto America/Winnipeg America/Edmonton | X0A X0B X0C |
    | America/Edmonton America/Whitehorse America/Winnipeg America/Toronto | | 867
  `,
  BR: `
    SP, São Paulo, RJ, Rio de Janeiro, MG, Minas Gerais, ES, Espírito Santo, PR, Paraná, SC, Santa Catarina, RS, Rio Grande do Sul, DF, Distrito Federal, GO, Goiás | America/Sao_Paulo | 0-3 70-76 8 9 | 1-5 61 62 64
    BA, Bahia | America/Bahia | 40-48 | 71 73-75 77
    SE, Sergipe, AL, Alagoas | America/Maceio | 49 57 | 79 82
    PE, Pernambuco | America/Recife | 50-56 | 81 87
    PB, Paraíba, RN, Rio Grande do Norte, CE, Ceará, PI, Piauí, MA, Maranhão | America/Fortaleza | 58-65 | 83-86 88 89 98 99
    PA, Pará, AP, Amapá | America/Belem | 66-68 | 91 93 94 96
    TO, Tocantins | America/Araguaina | 77 | 63
    AM, Amazonas | America/Manaus | 690-692 694-698 | 92 97
    RR, Roraima | America/Boa_Vista | 693 | 95
    RO, Rondônia | America/Porto_Velho | 768-769 | 69
    MT, Mato Grosso | America/Cuiaba | 78 | 65 66
    MS, Mato Grosso do Sul | America/Campo_Grande | 79 | 67
    AC, Acre | America/Rio_Branco | 699 | 68
  `,
  AU: `
    NSW, New South Wales, ACT, Australian Capital Territory | Australia/Sydney | 02 1 2 | 2
    | Australia/Broken_Hill | 2880 |
    VIC, Victoria | Australia/Melbourne | 3 8 | 3
    TAS, Tasmania | Australia/Hobart | 7 | 36
    QLD, Queensland | Australia/Brisbane | 4 9 | 7
    SA, South Australia | Australia/Adelaide | 5 | 87 88
    NT, Northern Territory | Australia/Darwin | 08 09 | 889
    WA, Western Australia | Australia/Perth | 6 | 86 89
  `,
  MX: `
    AGU, AGS, Aguascalientes, CAM, CAMP, Campeche, CHP, CHIS, Chiapas, CMX, CDMX, DF, Ciudad de México, Distrito Federal, COL, Colima, DUR, DGO, Durango, GUA, GTO, Guanajuato, GRO, Guerrero, HID, HGO, Hidalgo, JAL, Jalisco, MEX, México, Estado de México, MIC, MICH, Michoacán, MOR, Morelos, OAX, Oaxaca, PUE, Puebla, QUE, QRO, Querétaro, SLP, San Luis Potosí, TAB, Tabasco, TLA, TLAX, Tlaxcala, VER, Veracruz, YUC, Yucatán, ZAC, Zacatecas | America/Mexico_City | 0-9 | 2-9
    COA, COAH, Coahuila, NLE, NL, Nuevo León, TAM, TAMPS, Tamaulipas | America/Mexico_City America/Matamoros | 26 |
    | America/Matamoros | 873-874 88 | 867 868 877 878 899
    CHH, CHIH, Chihuahua | America/Chihuahua America/Ciudad_Juarez America/Matamoros | 31-33 | 614 621 625-629 635 636 639 648 649 652 659
    | America/Ciudad_Juarez | 32 | 656
    BCN, BC, Baja California | America/Tijuana | 21 22 | 646 658 661 663-665 686
    BCS, Baja California Sur | America/Mazatlan | 23 | 612 613 615 616 624
    SON, Sonora | America/Hermosillo | 83-85 | 622 623 631-634 637 638 641-645 647 651 653 662
    SIN, Sinaloa | America/Mazatlan | 80-82 | 667-669 672 673 687 694-698
    NAY, Nayarit | America/Mazatlan America/Mexico_City | 63 | 311 319 323-325 327 389
    ROO, QR, Q ROO, Quintana Roo | America/Cancun | 77 | 983 984 987 998
  `,
  ID: `
    AC, Aceh, SU, Sumatera Utara, North Sumatra, SB, Sumatera Barat, West Sumatra, RI, Riau, KR, Kepulauan Riau, Riau Islands, JA, Jambi, SS, Sumatera Selatan, South Sumatra, BB, Kepulauan Bangka Belitung, Bangka Belitung Islands, BE, Bengkulu, LA, Lampung | Asia/Jakarta | 2-3 |
    JK, Jakarta, DKI Jakarta, BT, Banten, JB, Jawa Barat, West Java, JT, Jawa Tengah, Central Java, YO, Yogyakarta, DI Yogyakarta, JI, Jawa Timur, East Java | Asia/Jakarta | 1 4-6 |
    KB, Kalimantan Barat, West Kalimantan, KT, Kalimantan Tengah, Central Kalimantan | Asia/Jakarta | 73-74 78-79 |
    KS, Kalimantan Selatan, South Kalimantan, KI, Kalimantan Timur, East Kalimantan, KU, Kalimantan Utara, North Kalimantan | Asia/Makassar | 70-72 75-77 |
    BA, Bali, NB, Nusa Tenggara Barat, West Nusa Tenggara, NT, Nusa Tenggara Timur, East Nusa Tenggara | Asia/Makassar | 8 |
    SA, Sulawesi Utara, North Sulawesi, ST, Sulawesi Tengah, Central Sulawesi, SN, Sulawesi Selatan, South Sulawesi, SG, Sulawesi Tenggara, Southeast Sulawesi, SR, Sulawesi Barat, West Sulawesi, GO, Gorontalo | Asia/Makassar | 90-96 |
    MA, Maluku, MU, Maluku Utara, North Maluku, PA, Papua, PB, Papua Barat, West Papua, PD, Papua Barat Daya, Southwest Papua, PE, Papua Pegunungan, Highland Papua, PS, Papua Selatan, South Papua, PT, Papua Tengah, Central Papua | Asia/Jayapura | 97-99 |
  `,
  RU: `
    MOW, Moscow, MOS, Moscow Oblast, SPE, Saint Petersburg, LEN, Leningrad Oblast, AD, ARK, BEL, BRY, CE, CU, DA, IN, IVA, KB, KC, KDA, Krasnodar Krai, KIR, KL, KLU, KO, KOS, KR, KRS, LIP, ME, MO, MUR, NEN, NGR, NIZ, Nizhny Novgorod Oblast, ORL, PNZ, PSK, ROS, Rostov Oblast, RYA, SE, SMO, STA, TA, Tatarstan, TAM, TUL, TVE, VGG, VLA, VLG, VOR, Voronezh Oblast, YAR | Europe/Moscow | | 495 498 499 812
    KGD, Kaliningrad Oblast | Europe/Kaliningrad | 236 238 |
    SAM, Samara Oblast, UD, Udmurtia, AST, Astrakhan Oblast, SAR, Saratov Oblast, ULY, Ulyanovsk Oblast | Europe/Samara | |
    SVE, Sverdlovsk Oblast, CHE, Chelyabinsk Oblast, PER, Perm Krai, TYU, Tyumen Oblast, KHM, YAN, KGN, ORE, Orenburg Oblast, BA, Bashkortostan | Asia/Yekaterinburg | |
    OMS, Omsk Oblast | Asia/Omsk | |
    NVS, Novosibirsk Oblast, TOM, Tomsk Oblast, KEM, Kemerovo Oblast, ALT, Altai Krai, AL, Altai Republic, KYA, Krasnoyarsk Krai, KK, Khakassia, TY, Tuva | Asia/Krasnoyarsk | |
    IRK, Irkutsk Oblast, BU, Buryatia | Asia/Irkutsk | |
    AMU, Amur Oblast, ZAB, Zabaykalsky Krai | Asia/Yakutsk | |
    SA, Sakha | Asia/Yakutsk Asia/Vladivostok Asia/Magadan | |
    PRI, Primorsky Krai, KHA, Khabarovsk Krai, YEV | Asia/Vladivostok | |
    MAG, Magadan Oblast, SAK, Sakhalin Oblast | Asia/Magadan | |
    KAM, Kamchatka Krai, CHU, Chukotka | Asia/Kamchatka | |
  `,
  ES: `
    CN, Canarias, Islas Canarias, Canary Islands, GC, Las Palmas, TF, Santa Cruz de Tenerife, Tenerife | Atlantic/Canary | 35 38 | 822 828 922 928
    | Europe/Madrid | 0-5 | 8 9
  `,
  PT: `
    20, Açores, Azores | Atlantic/Azores | 95-99 | 292 295 296
    30, Madeira | Atlantic/Madeira | 90-94 | 291
    | Europe/Lisbon | 1-8 | 2
  `,
}

/** How postal codes are written there, blanks and dashes left out. One that lost its leading zero is none. */
export const postalCodeForms: Readonly<Record<string, RegExp>> = {
  US: /^\d{5}(\d{4})?$/,
  CA: /^[A-Z]\d[A-Z](\d[A-Z]\d)?$/,
  BR: /^\d{8}$/,
  AU: /^\d{4}$/,
  MX: /^\d{5}$/,
  ID: /^\d{5}$/,
  RU: /^\d{6}$/,
  ES: /^\d{5}$/,
  PT: /^\d{4}(\d{3})?$/,
}
